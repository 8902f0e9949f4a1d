from django.shortcuts import get_object_or_404, render

from leadership.models import Profile
from leadership.profiles import ProfilePage


def leadership_home(request):
    profiles = Profile.objects.visible_to(request.user).in_use()
    return render(request, "leadership/home.html", {"profiles": profiles})


def profile_detail(request, code):
    profile = get_object_or_404(Profile.objects.visible_to(request.user), code=code)
    page = ProfilePage.build(profile)
    return render(request, "leadership/profile.html", {"page": page})
