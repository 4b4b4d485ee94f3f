"""The programme as participants read it: by day and room, their own, in calendars, in print, without a line."""
