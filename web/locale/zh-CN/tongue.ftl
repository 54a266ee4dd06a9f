# 语言和译文

js-desk-translation = 译文
js-desk-translation-by = 人工翻译，{ $who }
js-desk-translation-none = 还没有译文。写下来的会写明是谁翻的，公开文也从译文起草。
js-desk-translation-keep = 存译文
js-desk-tongue-guess = 看字母像是{ $tongue }
translation-heading = 译文
translation-by = 人工翻译，{ $who }
kind-translated = 写译文
subject-translation = 译文
step-translated = 写了译文
js-desk-tongue-uyghur = 维吾尔文
js-desk-tongue-kazakh = 哈萨克文
js-desk-tongue-tibetan = 藏文
js-desk-tongue-mongolian = 蒙古文
js-desk-tongue-yi = 彝文
js-desk-tongue-korean = 朝鲜文
js-desk-tongue-japanese = 日文
js-desk-tongue-russian = 俄文
js-desk-tongue-arabic = 阿拉伯文字
js-desk-tongue-latin = 拉丁字母
js-desk-tongue-other = 别的文字
