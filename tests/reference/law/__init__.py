"""The law of model.md, section by section, in double precision and the units of model.md 1."""
