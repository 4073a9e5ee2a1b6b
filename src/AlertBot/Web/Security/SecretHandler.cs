using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using AlertBot.Web.Api.V1;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace AlertBot.Web.Security;

/// <summary>
/// Authenticates whoever knows the page's password (Basic, any user name) or its token (Bearer). All who do are the
/// same to it.
/// </summary>
internal sealed class SecretHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> scheme,
    ILoggerFactory logs,
    UrlEncoder encoder,
    WebOptions secrets,
    WrongTries wrongTries
) : AuthenticationHandler<AuthenticationSchemeOptions>(scheme, logs, encoder)
{
    private const string Name = "Secret";
    private const int LongestSecret = 4096;
    private const string WaitAMinute = "Too many wrong tries; wait a minute.";

    private (int Status, string Why) _refusal;

    /// <summary>What is not marked <c>AllowAnonymous()</c> asks for the password or token from now on.</summary>
    public static void Register(IServiceCollection services, WebOptions secrets, WrongTries wrongTries)
    {
        services.AddSingleton(secrets).AddSingleton(wrongTries);
        services.AddAuthentication(Name).AddScheme<AuthenticationSchemeOptions, SecretHandler>(Name, null);
        services.AddAuthorization(rules =>
            rules.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build()
        );
    }

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = _refusal.Status;
        if (_refusal.Status == StatusCodes.Status401Unauthorized)
            Response.Headers.WWWAuthenticate = "Basic realm=\"AlertBot\", charset=\"UTF-8\"";
        if (ApiProblem.IsAsked(Context))
            return ApiProblem.WriteAsync(Context, _refusal.Status, _refusal.Why);
        Response.ContentType = "text/plain; charset=utf-8";
        return Response.WriteAsync(_refusal.Why, Context.RequestAborted);
    }

    private AuthenticateResult Authenticate()
    {
        // What is open to all looks at no secret, and so counts no wrong one.
        if (Context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            return AuthenticateResult.NoResult();
        var from = WrongTries.NetworkOf(Context.Connection.RemoteIpAddress);
        if (wrongTries.AreTooManyFrom(from))
            return Refuse(StatusCodes.Status429TooManyRequests, WaitAMinute);
        var given = Request.Headers.Authorization.ToString();
        if (given.Length == 0)
            return Refuse(StatusCodes.Status401Unauthorized, "A password or token is needed.");
        if (wrongTries.AreTooManyFor(from))
            return Refuse(StatusCodes.Status429TooManyRequests, WaitAMinute);
        if (!IsRight(given))
        {
            wrongTries.Add(from);
            return Refuse(StatusCodes.Status401Unauthorized, "The password or token is wrong.");
        }
        wrongTries.RememberRight(from);
        // Forms are bound to who got them, so a reader has a name.
        var reader = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "reader")], Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(reader), Name));
    }

    private AuthenticateResult Refuse(int status, string why)
    {
        _refusal = (status, why);
        return AuthenticateResult.Fail(why);
    }

    /// <summary>Both are compared whatever is given, and no more of it than a secret may be long.</summary>
    private bool IsRight(string authorization)
    {
        var (kind, given) = authorization.Split(' ', 2) switch
        {
            ["Bearer", { Length: <= LongestSecret } token] => ("Bearer", token),
            ["Basic", { Length: <= LongestSecret } pair] => ("Basic", PasswordOf(pair)),
            _ => ("", ""),
        };
        var (isToken, isPassword) = (Same(given, secrets.Token), Same(given, secrets.Password));
        return (isToken && kind == "Bearer") || (isPassword && kind == "Basic");
    }

    /// <summary>Hashed first: the time of comparing tells neither the words nor their length.</summary>
    private static bool Same(string given, string wanted) =>
        wanted.Length > 0
        && CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(given)),
            SHA256.HashData(Encoding.UTF8.GetBytes(wanted))
        );

    private static string PasswordOf(string pair)
    {
        var bytes = new byte[pair.Length];
        return
            Convert.TryFromBase64String(pair, bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is [_, var password]
            ? password
            : "";
    }
}
