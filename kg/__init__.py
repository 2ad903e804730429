"""Reports on Chinese health systems, read into a knowledge graph with evidence."""
