# Languages and translations

js-desk-translation = Translation
js-desk-translation-by = translated by { $who }
js-desk-translation-none = None yet. It will carry your name, and the public text starts from it.
js-desk-translation-keep = Keep translation
js-desk-tongue-guess = by its letters, { $tongue }
translation-heading = Translation
translation-by = translated by { $who }
kind-translated = Translation written
subject-translation = Translation
step-translated = A translation was written
js-desk-tongue-uyghur = Uyghur
js-desk-tongue-kazakh = Kazakh
js-desk-tongue-tibetan = Tibetan
js-desk-tongue-mongolian = Mongolian
js-desk-tongue-yi = Yi
js-desk-tongue-korean = Korean
js-desk-tongue-japanese = Japanese
js-desk-tongue-russian = Russian
js-desk-tongue-arabic = in Arabic letters
js-desk-tongue-latin = in Latin letters
js-desk-tongue-other = another script
