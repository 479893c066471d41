package io.sluice.local.investigation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.json.Json;
import java.util.Locale;

/** Records of investigations as enrichment-service writes them. */
final class Examples {

    static final String TENANT = "4e910000-0000-4000-8000-000000000001";
    static final String ID = "6f1c2d3e-0000-5000-8000-000000000001";

    /** A phishing mail, a click on it and a sign-in after it. */
    static final String PHISHING = """
            {"activity_id": 2, "category_uid": 2, "class_uid": 2005, "type_uid": 200502,
             "time": 1770111180000, "time_dt": "2026-02-03T09:33:00Z",
             "start_time": 1770111000000, "end_time": 1770111180000,
             "severity_id": 4, "severity": "High", "status_id": 1, "verdict_id": 0,
             "priority_id": 4, "priority": "Critical",
             "message": "Phishing mail, then an unusual sign-in of anna@contoso.example",
             "desc": "A mail with a phishing link reached Anna. She clicked it, and two minutes later somebody signed in as her.",
             "assignee_group": {"name": "Unassigned"},
             "cloud": {"provider": "Microsoft"},
             "metadata": {"version": "1.8.0", "product": {"name": "Sluice", "vendor_name": "Sluice"}, "uid": "u",
               "tenant_uid": "4e910000-0000-4000-8000-000000000001", "original_event_uid": "x", "log_name": "x",
               "source": "x", "logged_time": 0, "logged_time_dt": "x", "processed_time": 0, "processed_time_dt": "x"},
             "finding_info_list": [
               {"uid": "fa1", "title": "A potentially malicious URL click was detected",
                "product": {"name": "Microsoft Defender for Office 365", "vendor_name": "Microsoft"}},
               {"uid": "sn2", "title": "Sign-in from an unfamiliar country",
                "product": {"name": "Microsoft Sentinel", "vendor_name": "Microsoft"}}],
             "attacks": [{"technique": {"uid": "T1566", "name": "Phishing"}}],
             "unmapped": {
               "state": "open", "alerts": 2, "incidents": ["41"],
               "products": ["Microsoft Defender for Office 365", "Microsoft Sentinel"],
               "score": {"value": 80, "parts": [
                 {"factor": "severity", "points": 60, "why": "the worst alert is high"},
                 {"factor": "products", "points": 30, "why": "2 products agree"},
                 {"factor": "size", "points": -10, "why": "few alerts"}]},
               "entities": [
                 {"id": "user:anna@contoso.example", "kind": "user", "value": "anna@contoso.example", "label": "Anna Bell",
                  "findings": 2, "firstSeen": "2026-02-03T09:30:00Z", "lastSeen": "2026-02-03T09:33:00Z", "busy": false,
                  "context": {"user": {"id": "o1", "department": "Finance", "jobTitle": "Accountant",
                    "manager": "max@contoso.example", "roles": ["Global Administrator"], "groups": ["g1", "g2", "g3",
                    "g4", "g5", "g6", "g7", "g8"], "mfaRegistered": false, "riskLevel": "high", "riskState": "atRisk"}}},
                 {"id": "url:https://login.evil.example/x", "kind": "url", "value": "https://login.evil.example/x",
                  "verdict": "malicious", "findings": 1, "firstSeen": "2026-02-03T09:30:00Z",
                  "lastSeen": "2026-02-03T09:30:00Z", "busy": false},
                 {"id": "ip:203.0.113.7", "kind": "ip", "value": "203.0.113.7", "findings": 9,
                  "firstSeen": "2026-02-03T09:30:00Z", "lastSeen": "2026-02-03T09:30:00Z", "busy": true},
                 {"id": "device:ws-0042.contoso.example", "kind": "device", "value": "ws-0042.contoso.example",
                  "findings": 1, "firstSeen": "2026-02-03T09:30:00Z", "lastSeen": "2026-02-03T09:30:00Z", "busy": false,
                  "context": {"device": {"id": "d1", "os": "Windows11", "compliant": false, "exposure": "High"}}}],
               "joins": [{"finding": "sn2", "with": "fa1", "confidence": 0.85, "time": "2026-02-03T09:33:00Z", "shared": [
                 {"kind": "user", "value": "anna@contoso.example", "strength": "medium"},
                 {"kind": "ip", "value": "203.0.113.7", "strength": "weak"}]}],
               "timeline": [
                 {"time": "2026-02-03T09:30:00Z", "kind": "message", "uid": "m1", "what": "Mail: Your invoice"},
                 {"time": "2026-02-03T09:31:00Z", "kind": "alert", "uid": "fa1", "severity": "high",
                  "what": "A potentially malicious URL click was detected",
                  "product": "Microsoft Defender for Office 365",
                  "entities": ["user:anna@contoso.example", "url:https://login.evil.example/x"]},
                 {"time": "2026-02-03T09:33:00Z", "kind": "alert", "uid": "sn2", "severity": "medium",
                  "what": "Sign-in from an unfamiliar country", "entities": ["user:anna@contoso.example"]}],
               "messages": [{"networkMessageId": "m1", "sender": "billing@evil.example", "recipients":
                 ["anna@contoso.example"], "subject": "Your invoice", "type": "Phish", "releaseStatus": "NotReleased",
                 "authentication": {"spf": "fail", "dkim": "none", "dmarc": "fail"},
                 "urls": ["https://login.evil.example/x"], "attachments": ["aa11"]}],
               "followUps": [{"requestId": "fu-1", "rule": "signins-of-user", "entity": "user:anna@contoso.example",
                 "status": "completed", "found": 12, "summary": "12 sign-ins, 1 from another country"}],
               "links": [{"kind": "ip", "value": "203.0.113.7", "findings": ["fa9"]}]}}
            """;

    private Examples() {}

    /** Returns the record of the phishing attack, which can be changed. */
    static ObjectNode phishing() {
        try {
            return (ObjectNode) Json.MAPPER.readTree(PHISHING);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static StoredInvestigation stored(ObjectNode record) {
        return stored(TENANT + "/" + ID, record);
    }

    static StoredInvestigation stored(String key, ObjectNode record) {
        return StoredInvestigation.of(key, bytes(record)).orElseThrow();
    }

    static byte[] bytes(ObjectNode record) {
        return record.toString().getBytes(UTF_8);
    }

    /** Returns the id of one of several investigations. */
    static String id(int number) {
        return String.format(Locale.ROOT, "6f1c2d3e-0000-5000-8000-%012d", number);
    }
}
