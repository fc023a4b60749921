"""What the page of measurements says, one file per section."""
