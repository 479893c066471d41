package io.sluice.poller.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.checks.finding.Fixtures;
import io.sluice.contracts.raw.RawAlert;
import io.sluice.contracts.raw.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of evidence that the metadata of Microsoft Graph v1.0 knows. */
class GraphEvidenceTest {

    private static final String ACCOUNT = "{'accountName':'jdoe','azureAdUserId':'u1','userPrincipalName':'j@c.test'}";
    private static final String FILE = "{'fileName':'a.exe','filePath':'C:\\\\x','sha256':'ab12'}";

    static JsonNode evidence(String type, String members) {
        ObjectNode alert =
                Samples.object("{\"id\":\"da1\",\"lastUpdateDateTime\":\"2026-02-03T10:19:58Z\",\"evidence\":[]}");
        alert.withArray("evidence")
                .add(Samples.object(("{'@odata.type':'#microsoft.graph.security." + type + "','verdict':'suspicious',"
                                + members.replace("ACCOUNT", ACCOUNT).replace("FILE", FILE) + "}")
                        .replace('\'', '"')));
        JsonNode finding = Samples.finding(
                new RawAlert(Samples.TENANT, Samples.CONNECTION, Source.MICROSOFT_GRAPH, Samples.READ_AT, null, alert),
                false);
        assertThat(Fixtures.errors(finding)).isEmpty();
        JsonNode evidence = finding.at("/evidences/0");
        assertThat(evidence.path("data")).isEqualTo(alert.at("/evidence/0"));
        assertThat(evidence.path("verdict").textValue()).isEqualTo("Suspicious");
        return evidence;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "userEvidence|User|'userAccount':ACCOUNT|/user/name|jdoe",
                "mailboxEvidence|MailBox|'primaryAddress':'m@c.test','upn':'j@c.test','userAccount':ACCOUNT|/user/account/name|m@c.test",
                "deviceEvidence|Device|'mdeDeviceId':'d1','deviceDnsName':'pc.c.test'|/device/hostname|pc.c.test",
                "ipEvidence|Ip|'ipAddress':'203.0.113.7'|/src_endpoint/ip|203.0.113.7",
                "urlEvidence|Url|'url':'https://h.test/p'|/url/hostname|h.test",
                "dnsEvidence|Dns|'domainName':'bad.test','hostIpAddress':{'ipAddress':'10.0.0.1'},'dnsServerIp':{'ipAddress':'10.0.0.2'}|/resources/0/name|bad.test",
                "dnsEvidence|Dns|'domainName':'bad.test','dnsServerIp':{'ipAddress':'10.0.0.2'}|/dst_endpoint/ip|10.0.0.2",
                "fileEvidence|File|'fileDetails':FILE,'mdeDeviceId':'d1'|/file/hashes/0/value|ab12",
                "fileHashEvidence|FileHash|'algorithm':'sha256','value':'ab12'|/data/value|ab12",
                "processEvidence|Process|'processId':7,'imageFile':FILE,'userAccount':ACCOUNT|/process/user/name|jdoe",
                "malwareEvidence|Malware|'name':'Emotet','files':[{'fileDetails':FILE}],'processes':[{'processId':9}]|/process/pid|9",
                "malwareEvidence|Malware|'name':'Emotet','files':[{'fileDetails':FILE}],'processes':[]|/file/name|a.exe",
                "registryKeyEvidence|Registry|'registryHive':'HKCU','registryKey':'Run'|/reg_key/path|HKCU\\Run",
                "registryValueEvidence|Registry|'registryHive':'HKCU','registryKey':'Run','registryValueName':'n','registryValue':'v'|/reg_value/name|n",
                "securityGroupEvidence|SecurityGroup|'displayName':'Admins','securityGroupId':'g1'|/resources/0/uid|g1",
                "analyzedMessageEvidence|MailMessage|'networkMessageId':'n1','recipientEmailAddress':'r@c.test'|/uid|n1",
                "mailClusterEvidence|MailCluster|'clusterByValue':'x'|/data/clusterByValue|x",
                "submissionMailEvidence|SubmissionMail|'networkMessageId':'n1','sender':'s@x.test','submitter':'u@c.test'|/email/from|s@x.test",
                "mailboxConfigurationEvidence|MailboxConfiguration|'mailboxPrimaryAddress':'m@c.test','configurationId':'c1'|/resources/0/uid|c1",
                "mailboxConfigurationEvidence|MailboxConfiguration|'mailboxPrimaryAddress':'m@c.test'|/user/email_addr|m@c.test",
                "teamsMessageEvidence|TeamsMessage|'senderFromAddress':'s@x.test','messageId':'t1','urls':[{'url':'https://h.test/'}]|/url/hostname|h.test",
                "cloudApplicationEvidence|CloudApplication|'appId':11161,'displayName':'Box'|/resources/0/uid|11161",
                "oauthApplicationEvidence|OauthApplication|'objectId':'o1','displayName':'App'|/resources/0/uid|o1",
                "servicePrincipalEvidence|ServicePrincipal|'servicePrincipalObjectId':'p1'|/resources/0/uid|p1",
                "cloudLogonRequestEvidence|CloudLogonRequest|'requestId':'q1'|/resources/0/uid|q1",
                "cloudLogonSessionEvidence|CloudLogonSession|'account':{'userAccount':ACCOUNT},'sessionId':'s1'|/user/uid|u1",
                "hostLogonSessionEvidence|HostLogonSession|'account':{'userAccount':ACCOUNT},'host':{'mdeDeviceId':'d1'}|/device/uid|d1",
                "activeDirectoryDomainEvidence|ActiveDirectoryDomain|'activeDirectoryDomainName':'c.test'|/resources/0/name|c.test",
                "networkConnectionEvidence|NetworkConnection|'sourceAddress':{'ipAddress':'10.0.0.1'},'destinationAddress':{'ipAddress':'10.0.0.2'},'destinationPort':443|/dst_endpoint/port|443",
                "nicEvidence|Nic|'ipAddress':{'ipAddress':'10.0.0.1'},'macAddress':'aa'|/src_endpoint/ip|10.0.0.1",
                "azureResourceEvidence|AzureResource|'resourceId':'/subscriptions/1'|/resources/0/uid|/subscriptions/1",
                "amazonResourceEvidence|AmazonResource|'amazonResourceId':'arn:1'|/resources/0/uid|arn:1",
                "googleCloudResourceEvidence|GoogleCloudResource|'fullResourceName':'//x'|/resources/0/uid|//x",
                "blobEvidence|Blob|'name':'b.zip','url':'https://h.test/b','fileHashes':[{'algorithm':'sha256','value':'ab12'}]|/file/hashes/0/value|ab12",
                "blobContainerEvidence|BlobContainer|'name':'bc','url':'https://h.test'|/resources/0/name|bc",
                "sasTokenEvidence|SasToken|'signatureHash':'h1'|/resources/0/uid|h1",
                "containerEvidence|Container|'containerId':'c1','isPrivileged':false|/resources/0/uid|c1",
                "containerImageEvidence|ContainerImage|'imageId':'i1'|/resources/0/uid|i1",
                "containerRegistryEvidence|ContainerRegistry|'registry':'r1'|/resources/0/name|r1",
                "kubernetesClusterEvidence|KubernetesCluster|'name':'k','cloudResource':{'resourceId':'/k1'}|/resources/0/uid|/k1",
                "kubernetesNamespaceEvidence|KubernetesNamespace|'name':'k'|/resources/0/name|k",
                "kubernetesPodEvidence|KubernetesPod|'name':'k','podIp':{'ipAddress':'10.0.0.1'}|/src_endpoint/ip|10.0.0.1",
                "kubernetesControllerEvidence|KubernetesController|'name':'k'|/resources/0/name|k",
                "kubernetesServiceEvidence|KubernetesService|'name':'k','clusterIP':{'ipAddress':'10.0.0.1'}|/src_endpoint/ip|10.0.0.1",
                "kubernetesServiceAccountEvidence|KubernetesServiceAccount|'name':'k'|/resources/0/name|k",
                "kubernetesSecretEvidence|KubernetesSecret|'name':'k'|/resources/0/name|k",
                "ioTDeviceEvidence|IoTDevice|'deviceId':'t1','deviceName':'cam','ipAddress':{'ipAddress':'10.0.0.1'}|/device/ip|10.0.0.1",
                "gitHubOrganizationEvidence|GitHubOrganization|'login':'o','orgId':'7'|/resources/0/uid|7",
                "gitHubRepoEvidence|GitHubRepo|'repoId':'8'|/resources/0/uid|8",
                "gitHubUserEvidence|GitHubUser|'login':'jd','email':'j@c.test'|/user/name|jd",
                "aiAgentEvidence|AiAgent|'agentId':'a1','agentName':'n'|/resources/0/uid|a1",
                "brandNewEvidence|BrandNew|'x':'y'|/data/x|y",
            })
    void everyKindHasItsNameAndItsPlace(String type, String name, String members, String path, String value) {
        JsonNode evidence = evidence(type, members);

        assertThat(evidence.path("name").textValue()).isEqualTo(name);
        assertThat(evidence.at(path).asText()).isEqualTo(value);
    }

    @Test
    void aDigestWithoutAFileIsAnObservable() {
        ObjectNode alert = Samples.object("""
                {"id":"da1","lastUpdateDateTime":"2026-02-03T10:19:58Z","evidence":[
                 {"@odata.type":"#microsoft.graph.security.fileHashEvidence","algorithm":"sha256","value":"ab12"}]}""");

        JsonNode finding = Samples.finding(
                new RawAlert(Samples.TENANT, Samples.CONNECTION, Source.MICROSOFT_GRAPH, Samples.READ_AT, null, alert),
                false);

        assertThat(finding.at("/observables/0/value").textValue()).isEqualTo("ab12");
        assertThat(finding.at("/observables/0/name").textValue()).isEqualTo("evidences[0].data.value");
    }

    @Test
    void anAlertMayHaveNoIncident() {
        JsonNode finding = Samples.finding(
                new RawAlert(
                        Samples.TENANT,
                        Samples.CONNECTION,
                        Source.MICROSOFT_GRAPH,
                        Samples.READ_AT,
                        null,
                        Samples.object("{\"id\":\"da1\",\"incidentId\":null,\"status\":\"new\"}")),
                false);

        assertThat(finding.path("status").textValue()).isEqualTo("New");
        assertThat(finding.at("/finding_info").has("related_events")).isFalse();
        assertThat(Fixtures.errors(finding)).isEmpty();
    }
}
