from django.shortcuts import redirect, render

from notes.models import Note


def index(request):
    if request.method == "POST":
        Note.objects.create(text=request.POST["text"][:200])
        return redirect("index")
    request.session["visits"] = request.session.get("visits", 0) + 1
    return render(request, "notes/index.html", {"notes": Note.objects.order_by("-written")[:20]})
