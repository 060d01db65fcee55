# どの画面・帳票でも同じ言葉。値・印・判定の名称はここだけに置く。

# codes: verdict-
verdict-holds = 主張どおり
verdict-contradicted = 逆の結果
verdict-no-meaningful-difference = 意味のある差はない
verdict-too-small-to-say = 回答数が少なく判断できない
verdict-too-rounded-to-say = 丸めのため判断できない
verdict-not-testable = 検定できない（数値が失われている）

against-above = 全体より高い
against-below = 全体より低い

# codes: value-
value-in-force = 定めている
value-being-drafted = 策定中
value-not-made = 定めていない
value-held-agreed = 取り決めたと認識
value-will-agree = 取り決める予定
value-should-consider = 検討が必要
value-no-plan = 予定なし
value-not-known = 把握できていない
value-not-applicable = 対象外
value-not-answered = 未回答
value-not-agreed = 取り決めていない
value-disagreed = 認識が異なる
value-accepted = 合意済み
value-nobody = 該当者なし
value-band = おおよその値
value-lost = 数値が残っていない
value-suppressed = 秘匿
value-no-base = 対象者なし

# 25の自己診断の値の言葉：質問は「していますか」と尋ねる。記録される値は上と同じ。
# codes: practice-
practice-in-force = 実施している
practice-drafting = 一部実施
practice-not-made = 実施していない
