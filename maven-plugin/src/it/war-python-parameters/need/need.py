NAME = 'need'
