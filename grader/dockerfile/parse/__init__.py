"""From bytes to instructions, as BuildKit's parser reads them."""
