"""Other engines on the same instances, each in a process and an environment of its own."""
