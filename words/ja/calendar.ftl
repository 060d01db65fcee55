# 期限の暦：終わるもの、更新されるもの、出すべき証跡。

# codes: happening- month-

calendar-title = 期限カレンダー
calendar-lead = すべての業務委託について、終わるもの、自動で更新されるもの、出すべき証跡を、日付順に並べます。台帳の記録から計算したもので、過ぎたものが先頭です。
calendar-none = 期限のあるものはまだありません。業務委託に契約の最終日を書くか、取り決めに期限を付けるか、証跡を求めると、ここに並びます。
calendar-more = 業務委託が多いため、一部だけを並べています。残りは、それぞれのページで見てください。
calendar-search = 探す（件名、相手、項目の一部）
calendar-found = { $count }件
calendar-save = カレンダーに取り込む（iCalendar）
calendar-over = 期限を過ぎたもの
calendar-over-text = 更新するか、終わりを記録するか、証跡を出してください。
calendar-month = { $year }年{ $month }
calendar-rest = ほかに{ $count }件あります。語で絞るか、iCalendarで保存してください。
calendar-with = 「{ $title }」（{ $organisation }）
calendar-ours = 自組織の番
calendar-theirs = 相手の番
calendar-summary = { $what } { $about }
happening-contract-ends = 契約の最終日
happening-contract-renews = 契約の自動更新
happening-term-ends = 合意の期限
happening-term-renews = 合意の自動更新
happening-evidence-asked = 求められた証跡の期日
happening-proof-due = 合意に基づく証跡の期日
happening-evidence-expires = 証跡の有効期限
month-1 = 1月
month-2 = 2月
month-3 = 3月
month-4 = 4月
month-5 = 5月
month-6 = 6月
month-7 = 7月
month-8 = 8月
month-9 = 9月
month-10 = 10月
month-11 = 11月
month-12 = 12月
