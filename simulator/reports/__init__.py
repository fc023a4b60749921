"""What a reader gets: a report of frozen tables, and one writer for each kind of file."""
