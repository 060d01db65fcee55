# 誤りと注意の言葉。キーは problem-コード、対処は .remedy に書く。

# codes: problem-

place-file = { $file }
place-line = { $file } { $line }行目
place-field = { $file } の「{ $field }」
place-line-field = { $file } { $line }行目の「{ $field }」

# 回答ファイルの読み込み
problem-file-too-large = ファイルが大きすぎます（{ $bytes }バイト、上限は{ $limit }バイト）。
    .remedy = ファイルを分けるか、不要な列を除いてください。上限は設定で変えられます。
problem-file-empty = ファイルに何も書かれていません。
    .remedy = 見出しの行と回答の行があるファイルを選んでください。
problem-header-missing = 見出しの行が空です。
    .remedy = 列の見出しを書くか、見出しがある行の番号を指定してください。
problem-no-rows = 見出しだけで、回答の行がありません。
    .remedy = 正しいシートまたはファイルかを確かめてください。
problem-unnamed-column = 見出しのない列に値があります。列「{ $column }」として扱います。
    .remedy = 見出しを付けてください。
problem-duplicate-column = 見出し「{ $heading }」の列が複数あります。この列は「{ $renamed }」として扱います。
    .remedy = 見出しがすべて異なるように書き換えてください。
problem-row-too-long = 見出しは{ $columns }列ですが、この行には{ $cells }個の値があります。値がずれているおそれがあるため、この行は読み込みません。
    .remedy = 区切り文字を含む値を引用符で囲み、余分な値を除いてください。
problem-row-too-short = 見出しは{ $columns }列ですが、この行には{ $cells }個の値しかありません。足りない値は空欄とします。
    .remedy = 行が途中で切れていないか確かめてください。
problem-format-not-read = { $format }形式のファイルはまだ読み込めません。
    .remedy = CSVまたはExcel（.xlsx）で保存し直してください。
problem-old-or-locked-excel = 古い形式のExcel（.xls）か、パスワード付きのファイルです。
    .remedy = Excelで開き、パスワードを外して「Excelブック（.xlsx）」で保存し直してください。
problem-not-decodable = { $encoding }として読めないバイトがあります（{ $bytes }）。
    .remedy = 文字コードをUTF-8にして保存し直すか、文字コードを指定してください。
problem-nul-character = 文字ではないデータ（NUL）が含まれています。
    .remedy = 文字コードをUTF-8にして保存し直してください。
problem-unterminated-quote = この行で始まる引用符「"」が閉じていません。
    .remedy = 引用符を閉じてください。値の中の引用符は二つ重ねて「""」と書きます。
problem-text-after-quote = 閉じた引用符のあとに文字が続いています。続けて一つの値として読みます。
    .remedy = 値の中の引用符は二つ重ねて「""」と書いてください。
problem-too-many-columns = 列が多すぎます（{ $columns }列、上限は{ $limit }列）。
    .remedy = 区切り文字の指定を確かめ、不要な列を除いてください。
problem-too-many-cells = セルが多すぎます（上限は{ $limit }個）。
    .remedy = 表から離れた場所にある値を消すか、ファイルを分けてください。
problem-broken-workbook = Excelファイルが壊れていて読めません（{ $cause }）。
    .remedy = Excelで開いて保存し直してください。
problem-not-a-workbook = Excel（.xlsx）のファイルではありません。
    .remedy = Excelで開き、「Excelブック（.xlsx）」で保存し直してください。
problem-unfolds-too-large = 展開すると大きくなりすぎるファイルです（上限は{ $limit }バイト）。
    .remedy = 必要なシートだけを新しいファイルに保存してください。
problem-sheet-missing = シート「{ $sheet }」がありません。
    .remedy = 次のシートから選んでください：{ $sheets }
