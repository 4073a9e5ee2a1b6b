using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AlertBot.Web.Api.V1;

/// <summary>What the interface answers where it cannot do what was asked: problem+json (RFC 9457).</summary>
internal static class ApiProblem
{
    /// <summary>The path under which errors are told so.</summary>
    public const string Root = "/api";

    /// <summary>Whether a request is to the interface, which tells errors in a way of its own.</summary>
    public static bool IsAsked(HttpContext context) => context.Request.Path.StartsWithSegments(Root);

    public static ProblemHttpResult BadRequest(string what) =>
        TypedResults.Problem(what, statusCode: StatusCodes.Status400BadRequest);

    public static ProblemHttpResult NotFound(string what) =>
        TypedResults.Problem(what, statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult Busy() =>
        TypedResults.Problem(
            "Too much is asked at once; ask again in a second.",
            statusCode: StatusCodes.Status429TooManyRequests
        );

    /// <summary>Writes an error met before any part of the interface was asked, as by a wrong token.</summary>
    public static Task WriteAsync(HttpContext context, int status, string what) =>
        TypedResults.Problem(what, statusCode: status).ExecuteAsync(context);
}
