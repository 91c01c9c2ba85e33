using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using SegmentationUpdates.Dashboard.Settings;
using SegmentationUpdates.Hosting;

namespace SegmentationUpdates.Dashboard.Security;

/// <summary>Where the keys are kept that cookies are signed and encrypted with.</summary>
internal static class CookieKeys
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static void AddCookieKeys(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IConfigurationRule, CookieCertificate>();
        var protection = services.AddDataProtection();
        if (builder.Configuration[$"{DashboardOptions.Section}:{nameof(DashboardOptions.DataProtectionFolder)}"] is not { Length: > 0 } folder)
        {
            // In memory only: there is nothing that could be encrypted, so the warning that it is not would mislead. (The framework's own
            // ephemeral provider leaves its key manager as it is, which then writes a key into the user's home that nobody reads.)
            services.Configure<KeyManagementOptions>(keys =>
            {
                keys.XmlRepository = new KeysInMemory();
                keys.XmlEncryptor = new NullXmlEncryptor();
            });
            return;
        }

        protection.PersistKeysToFileSystem(Closed(folder)).SetApplicationName("segmentation-dashboard");

        // One that cannot be used is told before the start.
        if (CookieCertificate.Load(builder.Configuration, out _) is { } certificate)
        {
            protection.ProtectKeysWithCertificate(certificate);
        }
    }

    // Whoever can read the keys can make the cookie of an operator. A folder that is there has the rights that somebody gave it.
    private static DirectoryInfo Closed(string folder) =>
        OperatingSystem.IsWindows() || Directory.Exists(folder) ? new DirectoryInfo(folder) : Directory.CreateDirectory(folder, OwnerOnly);
}
