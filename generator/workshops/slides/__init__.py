"""The slides of a session: one list, shown as a PowerPoint file and as a page that presents."""
