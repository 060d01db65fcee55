# どの画面・帳票でも同じ言葉。値・印・判定の名称はここだけに置く。

# codes: verdict-
verdict-holds = 支持される
verdict-contradicted = 逆の結果
verdict-no-meaningful-difference = 意味のある差はない
verdict-too-small-to-say = 回答数が少なく判断できない
verdict-too-rounded-to-say = 丸めのため判断できない
verdict-not-testable = 検定できない（数値が失われている）
