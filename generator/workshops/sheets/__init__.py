"""The sheets of a pack: data from a session, set as PDFs."""
