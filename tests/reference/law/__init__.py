"""models/law.md, section by section, in double precision and in its units."""
