def test_a(hostile):
    print(len(hostile.texts))
