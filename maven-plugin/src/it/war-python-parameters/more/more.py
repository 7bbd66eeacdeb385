NAME = 'more'
