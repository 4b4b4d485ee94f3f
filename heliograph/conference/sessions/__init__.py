"""Sessions that coordinators propose, alone or jointly: formats, partners wanted, summaries afterwards."""
