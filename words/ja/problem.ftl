# 誤りと注意の言葉。キーは problem-コード、対処は .remedy に書く。

place-file = { $file }
place-line = { $file } { $line }行目
place-field = { $file } の「{ $field }」
place-line-field = { $file } { $line }行目の「{ $field }」
