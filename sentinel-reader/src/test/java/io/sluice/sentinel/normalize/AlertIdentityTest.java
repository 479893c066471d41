package io.sluice.sentinel.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One alert has one identity, whichever of Microsoft's services shows it, and whenever. */
class AlertIdentityTest {

    private static final String GUID = "410e4342-4bfc-80a3-9600-08dd53ec811c";
    private static final String SYSTEM = "99999999-0000-4000-8000-000000000009";
    private static final String RULE = "11111111-1111-4111-8111-111111111111_22222222-2222-4222-8222-222222222222";
    private static final String HEX = "f3a5c9d2".repeat(8);
    private static final String PORTAL = "https://security.microsoft.com/alerts/";

    /**
     * The products of Microsoft's table, each with its own id only, as where there is no link to the Defender portal.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Microsoft Defender Advanced Threat Protection      | MDATP                          | 637551227677560813_-961444813          | da637551227677560813_-961444813
            Microsoft Defender Advanced Threat Protection      | MDATP                          | 09e47ccc-b74a-45bb-985f-8d6c077b70b6_1 | da09e47ccc-b74a-45bb-985f-8d6c077b70b6_1
            Microsoft Defender for Endpoint                    |                                | 09e47ccc-b74a-45bb-985f-8d6c077b70b6_1 | da09e47ccc-b74a-45bb-985f-8d6c077b70b6_1
            Office 365 Advanced Threat Protection              | OATP                           | 410e4342-4bfc-80a3-9600-08dd53ec811c   | fa410e4342-4bfc-80a3-9600-08dd53ec811c
            Azure Advanced Threat Protection                   | Azure Advanced Threat Protection | 410e4342-4bfc-80a3-9600-08dd53ec811c | aa410e4342-4bfc-80a3-9600-08dd53ec811c
            Microsoft Cloud App Security                       | MCAS                           | 603f70824de41b8b2fd5bf0e               | ca603f70824de41b8b2fd5bf0e
            Microsoft App Governance                           |                                | 410e4342-4bfc-80a3-9600-08dd53ec811c   | ma410e4342-4bfc-80a3-9600-08dd53ec811c
            Azure Security Center                              | Azure Security Center          | 2517228307705103557_15add4de-0000-4000-8000-000000000001 | dc2517228307705103557_15add4de-0000-4000-8000-000000000001
            Microsoft 365 Defender                             | M365D                          | 410e4342-4bfc-80a3-9600-08dd53ec811c   | ra410e4342-4bfc-80a3-9600-08dd53ec811c
            Microsoft Data Loss Prevention                     |                                | 410e4342-4bfc-80a3-9600-08dd53ec811c   | dl410e4342-4bfc-80a3-9600-08dd53ec811c
            Microsoft 365 Insider Risk Management              |                                | 410e4342-4bfc-80a3-9600-08dd53ec811c   | ir410e4342-4bfc-80a3-9600-08dd53ec811c
            Azure Active Directory Identity Protection         | IPC                            | 410e4342-4bfc-80a3-9600-08dd53ec811c   | ad410e4342-4bfc-80a3-9600-08dd53ec811c
            Azure Sentinel                                     | ASI Scheduled Alerts           | 410e4342-4bfc-80a3-9600-08dd53ec811c   | sn410e4342-4bfc-80a3-9600-08dd53ec811c
            Azure Sentinel                                     | ASI NRT Alerts                 | 410e4342-4bfc-80a3-9600-08dd53ec811c   | sn410e4342-4bfc-80a3-9600-08dd53ec811c
            Something else                                     | MDATP                          | 410e4342-4bfc-80a3-9600-08dd53ec811c   | da410e4342-4bfc-80a3-9600-08dd53ec811c
            """)
    void aProductsOwnIdGetsThePrefixThatDefenderGivesIt(
            String product, @Nullable String provider, String vendorId, String uid) {
        assertThat(AlertIdentity.uid(vendorId, null, product, provider, null, SYSTEM))
                .isEqualTo(uid);
        assertThat(AlertIdentity.uid(
                        vendorId.toUpperCase(Locale.ROOT), "", product.toUpperCase(Locale.ROOT), provider, "", SYSTEM))
                .as("letters' case does not count")
                .isEqualTo(uid);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Microsoft Defender Advanced Threat Protection | da637551227677560813_-961444813
            Microsoft Defender Advanced Threat Protection | da09e47ccc-b74a-45bb-985f-8d6c077b70b6_1
            Microsoft Defender Advanced Threat Protection | ed09e47ccc-b74a-45bb-985f-8d6c077b70b6_1
            Office 365 Advanced Threat Protection         | fa410e4342-4bfc-80a3-9600-08dd53ec811c
            Microsoft Cloud App Security                  | ca603f70824de41b8b2fd5bf0e
            Microsoft 365 Defender                        | ea410e4342-4bfc-80a3-9600-08dd53ec811c
            A product that came later                     | da09e47ccc-b74a-45bb-985f-8d6c077b70b6_1
            Azure Sentinel                                | sn410e4342-4bfc-80a3-9600-08dd53ec811c
            """)
    void anIdThatHasDefendersFormAlreadyStaysAsItIs(String product, String vendorId) {
        assertThat(AlertIdentity.uid(vendorId, null, product, null, null, SYSTEM))
                .isEqualTo(vendorId);
    }

    /** Half of the prefixes are hexadecimal numbers too: a GUID can begin with them. */
    @ParameterizedTest
    @CsvSource({
        "Office 365 Advanced Threat Protection, fa0e4342-4bfc-80a3-9600-08dd53ec811c, fafa0e4342-4bfc-80a3-9600-08dd53ec811c",
        "Microsoft Defender Advanced Threat Protection, da0e4342-4bfc-80a3-9600-08dd53ec811c_1, dada0e4342-4bfc-80a3-9600-08dd53ec811c_1",
        "Azure Advanced Threat Protection, ea0e4342-4bfc-80a3-9600-08dd53ec811c, aaea0e4342-4bfc-80a3-9600-08dd53ec811c",
        "Microsoft Cloud App Security, ca3f70824de41b8b2fd5bf0e, caca3f70824de41b8b2fd5bf0e",
        "Microsoft Cloud App Security, caca3f70824de41b8b2fd5bf0e, caca3f70824de41b8b2fd5bf0e"
    })
    void anIdThatOnlyBeginsLikeAPrefixGetsOne(String product, String vendorId, String uid) {
        assertThat(AlertIdentity.uid(vendorId, null, product, null, null, SYSTEM))
                .isEqualTo(uid);
    }

    @Test
    void theLinkIntoTheDefenderPortalTellsTheIdWhereItDoesNotFollowFromTheProducts() {
        assertThat(linked("Azure Active Directory Identity Protection", HEX, PORTAL + "ad" + HEX.replace('f', '0')))
                .as("Entra ID Protection")
                .isEqualTo("ad" + HEX.replace('f', '0'));
        assertThat(linked("Microsoft 365 Defender", GUID, PORTAL + "ea" + GUID + "?tid=1"))
                .as("a custom detection of Defender XDR")
                .isEqualTo("ea" + GUID);
        assertThat(linked("Microsoft Defender Advanced Threat Protection", GUID, PORTAL + "ed" + GUID))
                .as("a custom detection of Defender for Endpoint")
                .isEqualTo("ed" + GUID);
        assertThat(linked("Azure Advanced Threat Protection", GUID, PORTAL + "ri" + GUID + "/overview"))
                .as("Defender for Identity through the engine of XDR")
                .isEqualTo("ri" + GUID);
        assertThat(linked(
                        "Defender of tomorrow",
                        GUID,
                        PORTAL.toUpperCase(Locale.ROOT) + "DA" + GUID.toUpperCase(Locale.ROOT) + "#x"))
                .isEqualTo("da" + GUID);
        assertThat(linked(
                        "Microsoft Defender Advanced Threat Protection",
                        GUID + "_1",
                        "https://securitycenter.microsoft.com/alert/da" + GUID + "_1"))
                .isEqualTo("da" + GUID + "_1");
    }

    @ParameterizedTest
    @CsvSource({
        "https://portal.azure.com/#blade/Microsoft_Azure_Security/GenericAlertDetailsBlade/alertId/2517_15",
        "https://contoso.portal.cloudappsecurity.com/#/alerts/603f70824de41b8b2fd5bf0e",
        "https://contoso.atp.azure.com/securityAlert/410e4342-4bfc-80a3-9600-08dd53ec811c",
        "https://security.microsoft.com/alerts/410e4342-4bfc-80a3-9600-08dd53ec811c",
        "https://security.microsoft.com/alerts/",
        "https://security.microsoft.com/alerts/da%2Fx",
        "https://security.microsoft.com.evil.test/alerts/da410e4342-4bfc-80a3-9600-08dd53ec811c",
        "http://security.microsoft.com/alerts/da410e4342-4bfc-80a3-9600-08dd53ec811c",
        "https://security.microsoft.com@evil.test/alerts/da410e4342-4bfc-80a3-9600-08dd53ec811c",
        "https://security.microsoft.com/incidents/98765",
        "https://security.microsoft.com",
        "nothing"
    })
    void anyOtherLinkTellsNothing(String link) {
        assertThat(linked("Microsoft Cloud App Security", "603f70824de41b8b2fd5bf0e", link))
                .isEqualTo("ca603f70824de41b8b2fd5bf0e");
    }

    /** Rules can override link, product and provider with what an event says: a stranger would choose the identity. */
    @Test
    void anAlertOfARuleOfSentinelIsThatWhateverTheRuleWroteIntoIt() {
        String stolen = PORTAL + "da09e47ccc-b74a-45bb-985f-8d6c077b70b6_1";

        assertThat(AlertIdentity.uid(GUID, stolen, "Azure Sentinel", "ASI Scheduled Alerts", RULE, SYSTEM))
                .isEqualTo("sn" + GUID);
        assertThat(AlertIdentity.uid(
                        GUID, stolen, "Microsoft Defender Advanced Threat Protection", "MDATP", RULE, SYSTEM))
                .isEqualTo("sn" + GUID);
        assertThat(AlertIdentity.uid("da" + GUID, stolen, "Azure Sentinel", null, null, SYSTEM))
                .isEqualTo("snda" + GUID);
        assertThat(linked("A vendor", "7", PORTAL + "sn" + GUID))
                .as("and nothing else is one")
                .isEqualTo(SYSTEM);
    }

    /** A workspace joins the Defender portal, and later rows of an alert have another link: it stays the same alert. */
    @Test
    void theIdentityOfARulesAlertDoesNotDependOnThePortal() {
        assertThat(AlertIdentity.uid(GUID, "", "Azure Sentinel", "ASI Scheduled Alerts", RULE, SYSTEM))
                .isEqualTo(AlertIdentity.uid(
                        GUID, PORTAL + "sn" + GUID + "?tid=1", "Azure Sentinel", "ASI Scheduled Alerts", RULE, SYSTEM))
                .isEqualTo("sn" + GUID);
    }

    @ParameterizedTest
    @CsvSource({"Azure Security Center for IoT, 17", "Contoso Firewall, 17", ", 17", "Contoso Firewall, "})
    void anAlertThatDefenderDoesNotShowIsItsSystemAlertId(@Nullable String product, @Nullable String vendorId) {
        assertThat(AlertIdentity.uid(vendorId, null, product, "IoTSecurity", null, SYSTEM.toUpperCase(Locale.ROOT)))
                .isEqualTo(SYSTEM);
    }

    @Test
    void whatIsLeftOfAnIdIsTakenBeforeNothing() {
        assertThat(AlertIdentity.uid(null, null, "Azure Sentinel", null, null, SYSTEM))
                .isEqualTo(SYSTEM);
        assertThat(AlertIdentity.uid(null, null, "Microsoft Cloud App Security", null, null, SYSTEM))
                .isEqualTo(SYSTEM);
        assertThat(AlertIdentity.uid("17", null, null, null, null, null)).isEqualTo("17");
        assertThat(AlertIdentity.uid(null, null, null, null, null, null)).isNull();
    }

    @Test
    void bothOfSentinelsInterfacesTellTheSameIdentity() {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("VendorOriginalId", GUID)
                .put("ProductName", "Office 365 Advanced Threat Protection")
                .put("ProviderName", "OATP")
                .put("AlertLink", PORTAL + "fa" + GUID)
                .put("SystemAlertId", SYSTEM);
        ObjectNode alert = JsonNodeFactory.instance.objectNode();
        alert.put("name", SYSTEM)
                .putObject("properties")
                .put("providerAlertId", GUID)
                .put("productName", "Office 365 Advanced Threat Protection");

        assertThat(AlertIdentity.ofRow(row)).isEqualTo("fa" + GUID).isEqualTo(AlertIdentity.ofArm(alert));
    }

    @Test
    void anArmAlertThatDefenderDoesNotShowIsItsSystemAlertId() {
        ObjectNode alert = JsonNodeFactory.instance.objectNode();
        alert.put("name", SYSTEM).putObject("properties").put("providerAlertId", "17");

        assertThat(AlertIdentity.ofArm(alert)).isEqualTo(SYSTEM);
    }

    @Property(tries = 2000)
    void anythingThatHasAnIdHasAnIdentityWithoutCapitals(
            @ForAll String vendorId, @ForAll String link, @ForAll String product, @ForAll String type) {
        String uid = AlertIdentity.uid(
                vendorId, "https://security.microsoft.com/alerts/" + link, product, "MDATP", type, SYSTEM);

        assertThat(uid).isNotNull().isEqualTo(Objects.requireNonNull(uid).toLowerCase(Locale.ROOT));
    }

    private static @Nullable String linked(String product, String vendorId, String link) {
        return AlertIdentity.uid(vendorId, link, product, null, null, SYSTEM);
    }
}
