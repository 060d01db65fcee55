# Words of figures and reports.
