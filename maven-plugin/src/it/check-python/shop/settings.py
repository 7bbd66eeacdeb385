SECRET_KEY = "only for this test"
DEBUG = True
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = []
ROOT_URLCONF = "shop.settings"
STATIC_URL = "/static/"
urlpatterns = []
