"""The report of a conference, made from what is on record at any time: as a page and as a PDF."""
