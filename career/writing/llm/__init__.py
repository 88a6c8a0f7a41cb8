"""Language models behind one port: they may improve wording, and only the gate decides what is shown."""
