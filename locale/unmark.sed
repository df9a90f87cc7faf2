# A per cent sign in a sentence is no conversion: what xgettext takes for a python-format is unmarked before compiling.
# Having lost that mark once, a text that did not change comes back as fuzzy: it is not.
/^#, fuzzy, python-format/{N;N;s/^#, fuzzy\(, [^\n]*\)\n#| \(msgid [^\n]*\)\n\2$/#\1\n\2/}
s/^#, python-format, python-brace-format/#, python-brace-format/
/^#, python-format$/N
/^#, python-format\n/{/%(\|%[ds]/!s/^[^\n]*\n//}
