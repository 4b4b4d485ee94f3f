"""Items of the bulletin bound to calls: made of what the importer proposed, or chosen among those there are."""
