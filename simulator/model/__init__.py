"""The organisation as immutable objects: no files, no numbers beyond counting, no randomness."""
