from allauth.account.stages import LoginStage

class AuthenticateStage(LoginStage):
    key: str
