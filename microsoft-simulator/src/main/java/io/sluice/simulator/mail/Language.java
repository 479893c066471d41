package io.sluice.simulator.mail;

import java.util.List;

/**
 * A language that mail is written in, with the few sentences that it needs.
 *
 * <p>The order of the sentences: greeting, what it is about, what to do, closing.
 */
public enum Language {
    ENGLISH(
            "en",
            List.of(
                    "Your parcel is waiting",
                    "Re: outstanding balance",
                    "You have won: claim your voucher",
                    "Mailbox almost full",
                    "Invoice attached",
                    "Last chance: 70% off everything"),
            "Dear customer,",
            "our records show an item that needs your attention within 24 hours.",
            "Please have a look here:",
            "Kind regards, the team"),
    GERMAN(
            "de",
            List.of(
                    "Ihre Überweisung wurde zurückgestellt",
                    "Mahnung: Rechnung überfällig",
                    "Große Räumung bei Müller"),
            "Sehr geehrte Damen und Herren,",
            "für Ihr Konto liegt eine Änderung vor, die Sie bestätigen müssen. Die Gebühr beträgt 4,90 EUR.",
            "Bitte prüfen Sie dies hier:",
            "Mit freundlichen Grüßen"),
    JAPANESE(
            "ja",
            List.of("【重要】アカウントの確認", "請求書のご案内", "お荷物のお届けについて"),
            "お客様各位",
            "ご利用のアカウントに異常なアクセスが確認されました。",
            "次のページで確認してください。",
            "よろしくお願いいたします。"),
    RUSSIAN(
            "ru",
            List.of("Счёт на оплату", "Подтвердите вашу учётную запись", "Вы выиграли приз"),
            "Уважаемый клиент,",
            "мы обнаружили необычную активность в вашей учётной записи.",
            "Проверьте её здесь:",
            "С уважением, служба поддержки"),
    CHINESE("zh", List.of("您的邮箱即将停用", "发票通知", "快递派送通知"), "尊敬的用户，", "您的邮箱容量已满，请在二十四小时内验证。", "请点击这里：", "此致敬礼"),
    KOREAN("ko", List.of("계정 확인이 필요합니다", "청구서 안내"), "고객님께,", "고객님의 계정에서 비정상적인 로그인이 감지되었습니다.", "여기에서 확인하십시오:", "감사합니다");

    private final String code;
    private final String subjects;
    private final String greeting;
    private final String matter;
    private final String request;
    private final String closing;

    Language(String code, List<String> subjects, String greeting, String matter, String request, String closing) {
        this.code = code;
        this.subjects = String.join("\n", subjects);
        this.greeting = greeting;
        this.matter = matter;
        this.request = request;
        this.closing = closing;
    }

    /** Its code in ISO 639. */
    public String code() {
        return code;
    }

    /** Subjects of mail that nobody asked for. */
    public List<String> subjects() {
        return subjects.lines().toList();
    }

    String greeting() {
        return greeting;
    }

    String matter() {
        return matter;
    }

    String request() {
        return request;
    }

    String closing() {
        return closing;
    }
}
