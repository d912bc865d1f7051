"""What a careful clerk reads off a notice: lines mended, documents told apart, header, clause tree, validity, duties."""
