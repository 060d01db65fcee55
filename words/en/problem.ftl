# Words of problems: the key is problem-CODE, the next step its attribute .remedy.

# codes: problem-

place-file = { $file }
place-line = { $file }, line { $line }
place-field = { $file }, “{ $field }”
place-line-field = { $file }, line { $line }, “{ $field }”

# Reading answer files
problem-file-too-large = The file is too large ({ $bytes } bytes; the limit is { $limit }).
    .remedy = Split the file or remove columns you do not need. The limit can be changed in the settings.
problem-file-empty = The file is empty.
    .remedy = Choose a file with a row of headings and rows of answers.
problem-header-missing = The row of headings is empty.
    .remedy = Write a heading for each column, or say which row holds the headings.
problem-no-rows = There are headings but no rows of answers.
    .remedy = Check that this is the right sheet or file.
problem-unnamed-column = A column without a heading holds values. It is read as column “{ $column }”.
    .remedy = Give it a heading.
problem-duplicate-column = Several columns are headed “{ $heading }”. This one is read as “{ $renamed }”.
    .remedy = Make all headings different.
problem-row-too-long = There are { $columns } headings but { $cells } values in this row. The values may have shifted, so the row is not read.
    .remedy = Put values that contain the separator in quotes and remove values beyond the headings.
problem-row-too-short = There are { $columns } headings but only { $cells } values in this row. The missing ones are read as empty.
    .remedy = Check that the row was not cut.
problem-format-not-read = Files of the format { $format } cannot be read yet.
    .remedy = Save it as CSV or as an Excel workbook (.xlsx).
problem-old-or-locked-excel = This is a workbook of an old Excel (.xls), or one locked with a password.
    .remedy = Open it in Excel, remove the password and save it as an Excel workbook (.xlsx).
problem-not-decodable = There are bytes that are not { $encoding } ({ $bytes }).
    .remedy = Save the file as UTF-8, or say which encoding it has.
problem-nul-character = The file holds NUL characters, which are not text.
    .remedy = Save the file as UTF-8.
problem-unterminated-quote = A quote (") is opened on this line and never closed.
    .remedy = Close it. Write a quote inside a value twice ("").
problem-text-after-quote = Text follows a closing quote. It is read as part of the same value.
    .remedy = Write a quote inside a value twice ("").
problem-too-many-columns = There are too many columns ({ $columns }; the limit is { $limit }).
    .remedy = Check the separator and remove columns you do not need.
problem-too-many-cells = There are too many cells (the limit is { $limit }).
    .remedy = Delete values far away from the table, or split the file.
problem-broken-workbook = The workbook is damaged and cannot be read ({ $cause }).
    .remedy = Open it in Excel and save it again.
problem-not-a-workbook = This is not an Excel workbook (.xlsx).
    .remedy = Open it in Excel and save it as an Excel workbook (.xlsx).
problem-unfolds-too-large = The file unfolds to too much data (the limit is { $limit } bytes).
    .remedy = Save only the sheet you need in a new file.
problem-sheet-missing = There is no sheet “{ $sheet }”.
    .remedy = Choose one of: { $sheets }
