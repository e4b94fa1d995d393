"""What a person waits for at the counter, measured on the real window against floors of the same run."""
