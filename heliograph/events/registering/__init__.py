"""Registration to events, the links by which registrants join, their reminders, and who came."""
