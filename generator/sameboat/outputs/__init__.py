"""One module an output. Each has a `build` that turns the directory into files and writes nothing."""
