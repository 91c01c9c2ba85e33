namespace SegmentationUpdates.AppHost.Containers;

/// <summary>A broker, found at HOST:PORT.</summary>
internal sealed class KafkaContainerResource : ContainerResource, IResourceWithConnectionString
{
    public const string HostEndpoint = "tcp";
    public const string InternalEndpoint = "internal";

    public KafkaContainerResource(string name)
        : base(name)
    {
        Host = new EndpointReference(this, HostEndpoint);
        Inside = new EndpointReference(this, InternalEndpoint);
    }

    /// <summary>Where processes of this machine connect.</summary>
    public EndpointReference Host { get; }

    /// <summary>Where other containers connect.</summary>
    public EndpointReference Inside { get; }

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{Host.Property(EndpointProperty.HostAndPort)}");
}
