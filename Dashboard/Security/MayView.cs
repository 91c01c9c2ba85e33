using Microsoft.AspNetCore.Authorization;

namespace SegmentationUpdates.Dashboard.Security;

/// <summary>To be logged in, if there is a key to log in with.</summary>
internal sealed class MayView : IAuthorizationRequirement;
