package io.sluice.poller.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.ocsf.ResourceDetails;
import io.sluice.polling.finding.Members;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Evidence that OCSF has no object of its own for, such as applications and what runs in a cloud: a name, an id and
 * what it is (Microsoft Learn: the resource types derived from alertEvidence, namespace microsoft.graph.security).
 */
final class GraphResources {

    /**
     * Where a kind has its name and its id.
     *
     * @param name the member with its name; empty where it has none
     * @param id the member with its id, empty where it has none; one within another is written {@code registry/id}
     * @param type what it is
     */
    private record Form(String name, String id, String type) {}

    private static final Map<String, Form> FORMS = Map.ofEntries(
            Map.entry("SecurityGroup", new Form("displayName", "securityGroupId", "Security group")),
            Map.entry("CloudApplication", new Form("displayName", "appId", "Cloud application")),
            Map.entry("OauthApplication", new Form("displayName", "objectId", "OAuth application")),
            Map.entry(
                    "ServicePrincipal",
                    new Form("servicePrincipalName", "servicePrincipalObjectId", "Service principal")),
            Map.entry("AzureResource", new Form("resourceName", "resourceId", "Azure resource")),
            Map.entry("AmazonResource", new Form("resourceName", "amazonResourceId", "Amazon resource")),
            Map.entry("GoogleCloudResource", new Form("resourceName", "fullResourceName", "Google Cloud resource")),
            Map.entry("ActiveDirectoryDomain", new Form("activeDirectoryDomainName", "", "Domain name")),
            Map.entry("Dns", new Form("domainName", "", "Domain name")),
            Map.entry("CloudLogonRequest", new Form("", "requestId", "Cloud logon request")),
            Map.entry("CloudLogonSession", new Form("", "sessionId", "Cloud logon session")),
            Map.entry("HostLogonSession", new Form("", "sessionId", "Host logon session")),
            Map.entry("MailboxConfiguration", new Form("displayName", "configurationId", "Mailbox configuration")),
            Map.entry("TeamsMessage", new Form("subject", "messageId", "Teams message")),
            Map.entry("BlobContainer", new Form("name", "url", "Blob container")),
            Map.entry("SasToken", new Form("", "signatureHash", "Shared access signature")),
            Map.entry("Container", new Form("name", "containerId", "Container")),
            Map.entry("ContainerImage", new Form("", "imageId", "Container image")),
            Map.entry("ContainerRegistry", new Form("registry", "", "Container registry")),
            Map.entry("KubernetesCluster", new Form("name", "cloudResource/resourceId", "Kubernetes cluster")),
            Map.entry("KubernetesNamespace", new Form("name", "", "Kubernetes namespace")),
            Map.entry("KubernetesPod", new Form("name", "", "Kubernetes pod")),
            Map.entry("KubernetesController", new Form("name", "", "Kubernetes controller")),
            Map.entry("KubernetesService", new Form("name", "", "Kubernetes service")),
            Map.entry("KubernetesServiceAccount", new Form("name", "", "Kubernetes service account")),
            Map.entry("KubernetesSecret", new Form("name", "", "Kubernetes secret")),
            Map.entry("GitHubOrganization", new Form("login", "orgId", "GitHub organization")),
            Map.entry("GitHubRepo", new Form("login", "repoId", "GitHub repository")),
            Map.entry("AiAgent", new Form("agentName", "agentId", "AI agent")));

    private GraphResources() {}

    static @Nullable ResourceDetails of(@Nullable String kind, JsonNode data) {
        Form form = kind == null ? null : FORMS.get(kind);
        if (form == null) {
            return null;
        }
        String name = Members.text(data, form.name());
        int slash = form.id().indexOf('/');
        String id = slash < 0
                ? Members.id(data, form.id())
                : Members.id(
                        Members.object(data, form.id().substring(0, slash)),
                        form.id().substring(slash + 1));
        return name == null && id == null ? null : new ResourceDetails(name, id, form.type());
    }
}
