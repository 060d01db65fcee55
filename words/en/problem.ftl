# Words of problems: the key is problem-CODE, the next step its attribute .remedy.

place-file = { $file }
place-line = { $file }, line { $line }
place-field = { $file }, “{ $field }”
place-line-field = { $file }, line { $line }, “{ $field }”
