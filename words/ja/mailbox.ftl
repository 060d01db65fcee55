# 自分あてのメールのページの言葉。

mailbox-title = 自分あてのメール
mailbox-lead = サインイン用のリンク、通知、お知らせをこのアドレスに送ります。アドレスを見られるのは、ご本人とサーバーの運用者だけです。
mailbox-none-sent = このサーバーはメールを送りません。リンクは画面に表示されるので、書き写して渡してください。
mailbox-not-whole = いまは、一つの組織が認めた復旧でサインインしています。アドレスはどの組織でも使われるため、この状態では変えられません。どの組織でも使えるパスキーでサインインしてください。
mailbox-addresses = アドレス
mailbox-no-address = アドレスはまだありません。
mailbox-verified = 確認済み
mailbox-unverified = 未確認
mailbox-verify = 確認用のリンクを送る
mailbox-verify-of = { $address }に確認用のリンクを送る
mailbox-remove = 削除する
mailbox-remove-of = { $address }を削除する
mailbox-sent = { $address }にリンクを送りました。サインインしたまま、15分以内に開いてください。
mailbox-another = アドレスの追加
mailbox-another-help = 届いたリンクを開くと使えるようになります。すでに確認済みのアドレスには、追加したことを知らせます。
mailbox-add = 追加する
mailbox-choice = 送るメール
mailbox-language = メールの言語
mailbox-reminders = 自分の対応を待っているものを知らせる
mailbox-reminders-help = 組織ごとに一日一通までです。新しいものがあるときと、一週間たっても残っているときだけ送ります。件数だけを書き、内容は書きません。サインインの手段が変わったときの通知は、この設定にかかわらず送ります。
mailbox-choose = 保存する
