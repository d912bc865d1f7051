"""Files into the store: this is where a notice comes in, and how a store is kept in step with its folders."""
