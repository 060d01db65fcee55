# Words of pages.
