# 業務委託のコマンドと、一覧表（取り込み・書き出し・一括）の言葉。

# codes: register- cli-torikime, cli-arg-
engagement-state = 状況
engagement-link-line = { $engagement }：{ $link }
cli-torikime-engagement = 委託元・委託先との業務委託（サーバーに対して、トークンで）
    .examples =
        {"  "}torikime engagement list --server https://torikime.example.jp --token-file token
        {"  "}torikime engagement show 0123456789abcdefghjkmnpqrs
cli-torikime-engagement-list = 業務委託を、違いの大きい順に一覧する（今または指定した日）
    .examples =
        {"  "}torikime engagement list --token-file token
        {"  "}torikime engagement list --search Tozai --sort until --csv > engagements.csv
        {"  "}torikime engagement list --at 2026-04-01 --json
cli-torikime-engagement-show = 一つの業務委託を、異なるところから示す（今または指定した日）
    .examples =
        {"  "}torikime engagement show 0123456789abcdefghjkmnpqrs --token-file token
        {"  "}torikime engagement show 0123456789abcdefghjkmnpqrs --at 2026-04-01 --json
cli-torikime-engagement-open = まだサーバーにいない相手との業務委託を登録する
    .examples =
        {"  "}torikime engagement open --as client --partner "Tozai Systems" --title "Maintenance of the core system" --link
        {"  "}torikime engagement open --as vendor --partner "Kakuu Trading" --title "Web shop" --work development --first-day 2026-04-01 --last-day 2027-03-31
cli-torikime-engagement-describe = 業務の説明を記録する（指定しないものはそのまま）
    .examples =
        {"  "}torikime engagement describe 0123456789abcdefghjkmnpqrs --last-day 2028-03-31 --personal-data yes
cli-torikime-engagement-responsible = 自分の側の責任者を決める（相手に氏名が示されます）
    .examples =
        {"  "}torikime engagement responsible 0123456789abcdefghjkmnpqrs 0123456789abcdefghjkmnpqrt
cli-torikime-engagement-state = 一つの項目について、自分の側の認識、または相手から聞いたことを記録する
    .examples =
        {"  "}torikime engagement state 0123456789abcdefghjkmnpqrs require.telework.place held-agreed --from 2026-04-01
        {"  "}torikime engagement state 0123456789abcdefghjkmnpqrs require.telework.place no-plan --heard --note "Form of 7 May"
cli-torikime-engagement-state-all = 認識の表（CSV・XLSX）のうち、変わったものを記録する（すべて記録するか、何も記録しないか）
    .examples =
        {"  "}torikime engagement state-all 0123456789abcdefghjkmnpqrs views.csv --check
        {"  "}torikime engagement state-all 0123456789abcdefghjkmnpqrs views.xlsx
cli-torikime-engagement-dispute = 違いに「異議あり」の印を付ける、または外す
    .examples =
        {"  "}torikime engagement dispute 0123456789abcdefghjkmnpqrs require.telework.place --note "Which devices?"
        {"  "}torikime engagement dispute 0123456789abcdefghjkmnpqrs require.telework.place --settled
cli-torikime-engagement-link = 相手がアカウントなしで答えるためのリンクを作る（表示は一度だけ。--own で自分の側の人に渡すリンク）
    .examples =
        {"  "}torikime engagement link 0123456789abcdefghjkmnpqrs --verb state --verb take --to "Ms Yamada"
        {"  "}torikime engagement link 0123456789abcdefghjkmnpqrs --own --verb state --item require.telework.place --days 7
cli-torikime-engagement-revoke = リンクと、そこから引き継がれたリンクを取り消す
    .examples =
        {"  "}torikime engagement revoke 0123456789abcdefghjkmnpqrs 0123456789abcdefghjkmnpqrt
cli-torikime-engagement-ask = 複数の業務委託の相手に、同じ項目を尋ねる（それぞれにリンクを作るか、何も作らないか）
    .examples =
        {"  "}torikime engagement ask 0123456789abcdefghjkmnpqrs 0123456789abcdefghjkmnpqrt --verb state --item require.telework.place
cli-torikime-engagement-end = 業務委託を終える（双方が読み続けられ、追加はできなくなる）
    .examples =
        {"  "}torikime engagement end 0123456789abcdefghjkmnpqrs --on 2027-03-31
cli-arg-engagement = 業務委託の番号（engagement list に表示されます）
cli-arg-engagements = 業務委託の番号（複数可）
cli-arg-q = 件名または相手の名称の一部
cli-arg-sort = 並べ方
cli-arg-first-day = 契約の初日
cli-arg-last-day = 契約の最終日（更新しない場合）
cli-arg-renews = 自動で更新されるか
cli-arg-work = 業務の種類（何度でも指定できます）
cli-arg-information = 扱う情報の機密度（最も高いもの）
cli-arg-personal-data = 個人データを扱うか
cli-arg-reference = 契約の番号や名称
cli-arg-own-side = 自分の組織の立場
cli-arg-partner = 相手の名称（契約書のとおり）
cli-arg-title = 双方にわかる件名（あとから消せません）
cli-arg-partner-number = 相手の法人番号または LEI
cli-arg-responsible = 自分の側の責任者の番号
cli-arg-link = 相手に渡すリンクを作る
cli-arg-view = 認識
cli-arg-heard = 自分の認識ではなく、相手から聞いたこと（どこで聞いたかをメモに書く）
cli-arg-settled = 異議あり、ではなくなった
cli-arg-link-number = リンクの番号（engagement show --json に表示されます）
cli-arg-on = 最終日
cli-arg-verb = 見ることのほかに、リンクでできること（何度でも指定できます）
cli-arg-items = この項目だけ（何度でも指定できます）
cli-arg-to = 渡す相手（自分の覚え）
cli-arg-own = 自分の側の人に渡す

register-title = 業務委託の一覧表
register-joint = 、
register-engagement = 業務委託の番号
register-side = 当方の立場
register-partner = 相手
register-partner-number = 相手の法人番号・LEI
register-title-column = 件名
register-reference = 契約番号
register-from = 契約の初日
register-until = 契約の最終日
register-renews = 自動更新
register-kinds = 業務の種類
register-information = 情報の機密度
register-personal-data = 個人データ
register-responsible = 当方の責任者
register-partner-responsible = 相手の責任者
register-own = 当方の名称
register-own-number = 当方の法人番号・LEI
register-present = 相手の参加
register-closed = 終了日
register-differences = 違いの件数
register-to = リンクを渡す相手
register-import = 表から登録する
register-import-lead = 多くの契約をまとめて登録します。1行が1件です。それぞれに台帳ができ、必要ならリンクも一つずつできます。記録する前に、何が起きるかを確かめられます。
register-columns = 列の見出し
register-columns-text = 「相手」と「件名」だけが必要です。知らない列は読み飛ばします。ここで保存した一覧表はそのまま読み込めます。登録済みのものは変わりません。
register-file = 表（CSV または XLSX。UTF-8、Shift_JIS）
register-paste = または、ここに貼り付ける
register-paste-help = 表計算ソフトから、見出しごと写してください。
register-give-links = 新しい業務委託ごとに、相手がアカウントなしで答えるためのリンクを作る
register-look = まず確かめる
register-blank = 記入用の表を保存する（XLSX）
register-neither = 表がありません。
    .remedy = ファイルを選ぶか、見出しごと行を貼り付けてください。
register-looked = 何が起きるか
register-counted-new = 登録する
register-counted-known = 登録済み
register-counted-wrong = 誤りがある
register-row = 行
register-will = 何が起きるか
register-will-open = 登録します
register-will-stay = 登録済みです。変わりません
register-will-stay-though = 登録済みです。表とは次の列が異なりますが、変わりません：{ $columns }
register-not-yet = 誤りのある行があるうちは、何も記録しません。表を直して、もう一度確かめてください。
register-nothing-new = 表に新しいものはありません。
register-do = { $count }件をすべて登録する
register-again = 別の表を選ぶ
register-done = 登録しました
register-done-text = { $count }件の業務委託を登録しました。それぞれに台帳があります。
register-links-text = リンクは{ $days }日間使えます。表示はここでの一度だけです。今、保存してください。それぞれのリンクで開けるのは、その業務委託だけです。
register-links-save = リンクを保存する（CSV）
register-link = リンク
register-to-list = 業務委託の一覧へ
register-save-xlsx = 台帳用の一覧表を保存する（XLSX・取り込みに使えます）
register-save-csv = 台帳用の一覧表を保存する（CSV・取り込みに使えます）
register-dora = EU金融規則（DORA）の様式 B_05.02
register-dora-lead = 委託元として買っているものを、DORA の情報登録簿（実施規則 (EU) 2024/2956）の様式 B_05.02 の形で示します。契約・ICT サービスの種類・提供者ごとに1行です。再委託先（階層2以下）は、再委託の記録とともに加わります。
register-dora-none = 委託元になっている業務委託はありません。
register-dora-fine = ここで行う検査で断られる行はありません。
register-dora-problems = 提出前に直すところ
register-dora-columns = c0010：契約番号。c0020：ICT サービスの種類。c0030・c0040：提供者とその番号の種類。c0050：階層。c0060・c0070：受け手とその番号の種類。
register-dora-save = CSV で保存する
register-dora-partner = 提供者と件名
register-ask = まとめて尋ねる
register-ask-lead = 複数の業務委託の相手に、同じ項目を尋ねます。それぞれにリンクが一つでき、そこからはその項目だけに答えられます。一覧には、相手がまだ参加していないものだけがあります（参加している相手は、自分のページですべての項目に答えられます）。
register-ask-whom = どの業務委託か
register-ask-what = どの項目か
register-ask-what-help = 一つも選ばなければ、すべての項目です。
register-ask-do = それぞれにリンクを作る
register-ask-none = 業務委託が選ばれていません。
    .remedy = 一つ以上選んでください。
register-asked = リンクを作りました
register-asked-text = { $count }件のリンクを作りました。

problem-register-empty = 表に行がありません。
    .remedy = 見出しの下に、業務委託を1行に1件ずつ書いてください。
problem-register-too-many = 表に{ $rows }行あります。一度に扱えるのは{ $most }行までです。
    .remedy = 表を分けてください。
problem-register-no-column = 必要な列がありません。
    .remedy = 列の一つに { $headings } という見出しを付けてください。
problem-register-no-side = 「{ $value }」は立場ではありません。
    .remedy = 自分の組織から見た立場を、委託元・委託先のどちらかで書いてください。
problem-register-no-partner = 相手の名称がないか、200文字を超えています。
    .remedy = 契約書のとおりに書いてください。
problem-register-no-title = 件名がないか、200文字を超えています。
    .remedy = 双方にわかる件名を書いてください。
problem-register-bad-number = 「{ $value }」は法人番号でも LEI でもありません（検査用の数字か桁数が合いません）。
    .remedy = 公表サイトの番号（13桁の数字、または20桁の英数字）と見比べるか、空にしてください。
problem-register-no-day = 「{ $value }」は日付として読めません。
    .remedy = 2026-04-01 や 令和8年4月1日 のように書いてください。
problem-register-ends-first = 最終日 { $value } が初日より前です。
    .remedy = 入れ替えるか、直してください。
problem-register-no-yes = 「{ $value }」は「はい」でも「いいえ」でもありません。
    .remedy = はい・いいえのどちらかを書くか、空にしてください。
problem-register-no-kind = 「{ $value }」に、知らない業務の種類があります。
    .remedy = 開発・運用・保守・サービスの利用（クラウドなど）・その他のうちから書いてください。いくつかあるときは読点で区切ります。
problem-register-no-level = 「{ $value }」は機密度ではありません。
    .remedy = 業務委託のページで選べる言葉で書くか、空にしてください。
problem-register-no-such = 番号「{ $value }」の業務委託はありません。
    .remedy = 新しく登録するときは、番号を空にしてください。
problem-register-twice = { $first }行目と同じです。
    .remedy = どちらかを消すか、区別できる件名にしてください。
problem-register-no-person = 「{ $value }」という人は、組織にいません。
    .remedy = 「人と役割」のページのとおりに書くか、空にしてください。
problem-register-which-person = 「{ $value }」という人が、組織に何人かいます。
    .remedy = 空にして、あとで業務委託のページで選んでください。

problem-dora-formula = この契約番号は、表計算ソフトで開くと計算式とみなされます。
    .remedy = だれが入力したかを確かめ、先頭の記号を除いて入力し直すか、ファイルを表計算ソフトで開かないでください。
problem-dora-no-contract = 契約番号がありません。
    .remedy = 業務委託のページで記録してください。行を見分ける鍵になります。
problem-dora-no-service = ICT サービスの種類（S01〜S19）がわかりません。
    .remedy = 開発・運用・保守は業務の種類から決まります。サービスの利用は、保存したファイルで選んでください（S17 IaaS、S18 PaaS、S19 SaaS、S07 ホスティングなど、附属書 III のもの）。
problem-dora-no-provider = 提供者の LEI がありません。
    .remedy = 提供者に LEI を尋ねて記録してください。日本の法人番号は使えません。EU 外の法人は LEI だけ、EU 内の法人は LEI か EUID です。
problem-dora-twice = { $first }行目と同じです。
    .remedy = 契約・サービス・提供者・階層・受け手の組は一度だけです。契約ごとに別の番号を付けてください。
problem-dora-no-rank = 階層が1以上ではありません。
    .remedy = 直接の契約相手が1、その再委託先が2です。
problem-dora-recipient = 階層1に受け手があります。
    .remedy = 空にしてください。階層1では書きません。
problem-dora-no-recipient = 階層2以下に受け手がありません。
    .remedy = 一つ上の階層の提供者を書いてください。
problem-dora-two-direct = 一つの契約の階層1に、二つの提供者があります。
    .remedy = 契約番号は直接の提供者一つのものです。契約ごとに別の番号を付けてください。
problem-dora-broken = 受け手が、同じ契約・サービスの一つ上の階層にありません。
    .remedy = 受け手の行を加えるか、階層・契約・サービスを直してください。

cli-torikime-engagement-register = 一覧表を保存する：すべての業務委託の双方・番号・期間・業務・違い（CSV、XLSX、JSON）
    .examples =
        {"  "}torikime engagement register --out register.xlsx
        {"  "}torikime engagement register --at 2026-04-01 --json
cli-torikime-engagement-dora = 買っているものを DORA の様式 B_05.02 の形で保存し、断られるところを示す
    .examples =
        {"  "}torikime engagement dora --out b_05.02.csv
cli-torikime-engagement-import = 表（CSV・XLSX）のうち、新しいものを登録する（すべて登録するか、何も登録しないか）
    .examples =
        {"  "}torikime engagement import vendors.xlsx --dry-run
        {"  "}torikime engagement import vendors.csv --link --out links.csv
register-line-new = { $row }行目：{ $title }（{ $partner }）を登録します
register-line-known = { $row }行目：{ $title }（{ $partner }）は登録済みです
register-line-though = { $row }行目：{ $title }（{ $partner }）は登録済みです。表とは次の列が異なります：{ $columns }
register-not-recorded = 何も記録していません。登録するもの { $new }件、登録済み { $known }件。
register-recorded = 登録しました：{ $new }件。登録済み：{ $known }件。
cli-arg-vendors = 業務委託の表（CSV・XLSX）
