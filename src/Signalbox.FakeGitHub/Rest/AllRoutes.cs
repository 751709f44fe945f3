namespace Signalbox.FakeGitHub.Rest;

/// <summary>The order in which routes are tried.</summary>
internal static class AllRoutes
{
    public static void AddTo(RouteTable routes)
    {
        AppRoutes.AddTo(routes);
        DeliveryRoutes.AddTo(routes);
        RepositoryRoutes.AddTo(routes);
        GitRoutes.AddTo(routes);
        StatusRoutes.AddTo(routes);
        CheckRoutes.AddTo(routes);
        CommitRoutes.AddTo(routes);
        BranchRoutes.AddTo(routes);
        ContentRoutes.AddTo(routes);
        PullRoutes.AddTo(routes);
        ReviewRoutes.AddTo(routes);
        ConversationRoutes.AddTo(routes);
        CommitRoutes.AddLastTo(routes);
    }
}
