#include "tests/admin/support/provisioning.h"

namespace {

using test::Provisioning;

/// What changecontext and disablecontext say about everybody in a context.
class ContextSettings : public Provisioning {
protected:
    void SetUp() override {
        prepare();
        expectLine(createContext(1, "defaultcontext"), "context 1 created");
        expectLine(createUser("anna"), "user 3 in context 1 created");
    }
    [[nodiscard]] std::string combinationOf(const std::string& login) const {
        return run(contextAdmin({"getaccesscombinationnameforuser", "-u", login})).out;
    }
};

TEST_F(ContextSettings, ACombinationIsGivenToEverybody) {
    expectLine(master({"changecontext", "-c", "1", "--access-combination-name", "webmail"}), "context 1 changed");
    EXPECT_EQ(combinationOf("anna"), "webmail\n");
    expectLine(createUser("bert"), "user 4 in context 1 created");
    EXPECT_EQ(combinationOf("bert"), "webmail\n") << "new users get what the administrator has";
    const auto folders = rowsOf(1, "folder");
    expectLine(master({"changecontext", "-c", "1", "--access-combination-name", "groupware_standard"}),
               "context 1 changed");
    EXPECT_EQ(combinationOf("anna"), "groupware_standard\n");
    expectLine(master({"getaccesscombinationnameforcontext", "-c", "1"}), "groupware_standard");
    EXPECT_EQ(configValue("SELECT access_combination FROM `@`.context WHERE cid = 1"), "groupware_standard");
    EXPECT_GT(rowsOf(1, "folder"), folders) << "with the folders of what they may use now";

    // Public folders' rights are the administrator's business, whatever the combination has.
    expectLine(master({"changecontext", "-c", "1", "--access-combination-name", "all"}), "context 1 changed");
    EXPECT_EQ(combinationOf("oxadmin"), "all\n");
    EXPECT_EQ(combinationOf("anna"), "groupware_premium\n");
    EXPECT_EQ(run(master({"changecontext", "-c", "1", "--access-combination-name", "everything"})).status, 103);
    EXPECT_EQ(combinationOf("oxadmin"), "all\n");
}

TEST_F(ContextSettings, SingleModulesChangeWhatEachUserHas) {
    expectLine(contextAdmin({"changeuser", "-u", "anna", "--access-combination-name", "pim"}),
               "user 3 in context 1 changed");
    expectLine(master({"changecontext", "-c", "1", "--access-infostore", "on", "--access-webdav", "on"}),
               "context 1 changed");
    EXPECT_EQ(combinationOf("anna"), "pim_infostore\n");
    EXPECT_EQ(configValue("SELECT access_combination FROM `@`.context WHERE cid = 1"), "");
    expectLine(createUser("bert"), "user 4 in context 1 created");
    expectLine(master({"changecontext", "-c", "1", "--access-infostore", "off", "--access-webdav", "off"}),
               "context 1 changed");
    EXPECT_EQ(combinationOf("anna"), "pim\n");
    EXPECT_EQ(combinationOf("bert"), combinationOf("oxadmin"));
}

TEST_F(ContextSettings, QuotasOfModulesAreSetListedAndTakenAway) {
    expectLine(master({"changecontext", "-c", "1", "--quota-module", "contact,share_links", "--quota-value", "100"}),
               "context 1 changed");
    expectLine(master({"changecontext", "-c", "1", "--quota-module", "infostore", "--quota-value", "0"}),
               "context 1 changed");
    EXPECT_EQ(run(master({"listquota", "-c", "1"})).out,
              "module      qlimit\ncontact        100\ninfostore        0\nshare_links    100\n");
    EXPECT_EQ(run(master({"listquota", "-c", "1", "-s", "con*", "--csv"})).out, "module,limit\n\"contact\",\"100\"\n");
    expectLine(master({"changecontext", "-c", "1", "--quota-module", "contact", "--quota-value", "-1"}),
               "context 1 changed");
    EXPECT_EQ(run(master({"listquota", "-c", "1", "-s", "con*", "--csv"})).out, "module,limit\n");
    EXPECT_EQ(run(master({"changecontext", "-c", "1", "--quota-module", "mail", "--quota-value", "1"})).status, 103);
    EXPECT_EQ(run(master({"changecontext", "-c", "1", "--quota-module", "contact"})).status, 109);
    EXPECT_EQ(run(master({"changecontext", "-c", "1", "--quota-value", "1"})).status, 109);
}

TEST_F(ContextSettings, MailsAboutEventsAreListedTriedAgainAndDropped) {
    const std::string table =
        "`" + configValue("SELECT db_schema FROM `@`.context_server2db_pool WHERE cid = 1") + "`.calendar_outbox";
    const auto add = [&](const std::string& id, const std::string& recipient, const std::string& more) {
        servers().master().execute("INSERT INTO " + table +
                                   " (cid, id, object, topic, scope, method, uid, sender, sender_name, actor, "
                                   "actor_name, recipient, recipient_name, subject, body, calendar, created, lease, "
                                   "leased_until, state, attempts, next_attempt, status, last_error) VALUES (1, " +
                                   id + ", 30, 1, 0, 'REQUEST', 'u', 'anna@example.com', '', '', '', '" + recipient +
                                   "', '', 's', 'b', 'c', " + more + ")");
    };
    add("7", "carol@example.org", "1795216200000, 0, 0, 0, 2, 1795219800000, '', '451 4.3.0 later'");
    add("8", "dora@example.org", "1795216201000, 0, 0, 2, 1, 1795216201000, '3.7', '550 5.1.1 nobody'");
    EXPECT_EQ(run(master({"listoutbox", "-c", "1", "--csv"})).out,
              "id,recipient,sender,method,object,state,attempts,created,next,error\n"
              "\"7\",\"carol@example.org\",\"anna@example.com\",\"REQUEST\",\"30\",\"waiting\",\"2\","
              "\"2026-11-20T23:10:00Z\",\"2026-11-21T00:10:00Z\",\"451 4.3.0 later\"\n"
              "\"8\",\"dora@example.org\",\"anna@example.com\",\"REQUEST\",\"30\",\"given up\",\"1\","
              "\"2026-11-20T23:10:01Z\",,\"550 5.1.1 nobody\"\n");
    expectLine(master({"changeoutbox", "-c", "1", "-i", "8", "--retry"}), "mail 8 in context 1 changed");
    EXPECT_NE(run(master({"listoutbox", "-c", "1", "-s", "dora*"})).out.find("waiting"), std::string::npos);
    expectLine(master({"changeoutbox", "-c", "1", "-i", "7", "--drop"}), "mail 7 in context 1 changed");
    EXPECT_EQ(rowsOf(1, "calendar_outbox"), 1);
    EXPECT_NE(run(master({"changeoutbox", "-c", "1", "-i", "7", "--drop"})).status, 0);
    EXPECT_EQ(run(master({"changeoutbox", "-c", "1", "-i", "8"})).status, 109);
    EXPECT_EQ(run(master({"changeoutbox", "-c", "1", "-i", "8", "--drop", "--retry"})).status, 109);
    EXPECT_EQ(run(master({"listoutbox", "-c", "99"})).status, 102);
}

TEST_F(ContextSettings, CalendarsAreCheckedAndMended) {
    const auto schema = "`" + configValue("SELECT db_schema FROM `@`.context_server2db_pool WHERE cid = 1") + "`.";
    servers().master().execute(
        "INSERT INTO " + schema +
        "calendar_object (cid, id, owner_kind, owner, folder, name, uid, role, schedule_tag, "
        "created_by, created_at, changed_by, created_seq, seq, text) VALUES (1, 5, 1, 99, 20, 'n', "
        "'u', 0, 1, 2, 1, 2, 1, 1, 'BEGIN:VCALENDAR')");
    servers().master().execute("INSERT INTO " + schema +
                               "calendar_personal (cid, object, user, transparent, alarms) VALUES (1, 77, 2, 1, '')");
    const auto dry = run(master({"checkcalendar", "-c", "1"}));
    EXPECT_EQ(dry.status, 1);
    EXPECT_EQ(dry.out,
              "Finding  Event Of   Id Detail\n"
              "owner        5 user 99 its owner does not exist any more\n"
              "personal    77 user  2 what is a user's own, but user or object is gone\n"
              "1 events, 2 findings\n");
    EXPECT_EQ(rowsOf(1, "calendar_object"), 1) << "nothing is changed";
    const auto mended = run(master({"checkcalendar", "-c", "1", "--repair", "--csv"}));
    EXPECT_EQ(mended.status, 0) << mended.err;
    EXPECT_EQ(mended.out,
              "finding,event,of,id,repairable,detail\n"
              "\"owner\",\"5\",\"user\",\"99\",\"true\",\"its owner does not exist any more\"\n"
              "\"personal\",\"77\",\"user\",\"2\",\"true\",\"what is a user's own, but user or object is gone\"\n");
    EXPECT_EQ(run(master({"checkcalendar", "-c", "1", "--json"})).out, "[\n\n]\n");
    EXPECT_EQ(rowsOf(1, "calendar_object"), 0);
    EXPECT_EQ(run(master({"checkcalendar", "-c", "99"})).status, 102);
}

TEST_F(ContextSettings, AContextIsDisabledForAReason) {
    const auto idOf = [&](const std::string& text) {
        return configValue("SELECT id FROM `@`.reason_text WHERE text = '" + text + "'");
    };
    const auto created = run(master({"createreason", "-r", "We move your data"})).out;
    const auto moving = idOf("We move your data");
    EXPECT_EQ(created, "reason " + moving + " created\n");
    EXPECT_EQ(run(master({"createreason", "-r", "Not paid"})).status, 0);
    const auto unpaid = idOf("Not paid");
    const auto twice = run(master({"createreason", "-r", "Not paid"}));
    EXPECT_EQ(twice.err, "reason could not be created: Server response: Reason already exists!\n");
    EXPECT_EQ(run(master({"createreason", "-r", std::string(256, 'x')})).status, 103);
    EXPECT_EQ(run(master({"listreason", "--csv"})).out,
              "id,text\n\"" + moving + "\",\"We move your data\"\n\"" + unpaid + "\",\"Not paid\"\n");
    EXPECT_EQ(run(master({"listreason", "-s", "*paid", "--csv"})).out, "id,text\n\"" + unpaid + "\",\"Not paid\"\n");

    EXPECT_NE(run(master({"disablecontext", "-c", "1", "-r", "77"})).status, 0);
    EXPECT_EQ(configValue("SELECT enabled FROM `@`.context WHERE cid = 1"), "1");
    expectLine(master({"disablecontext", "-c", "1", "-r", moving}), "context 1 disabled");
    EXPECT_EQ(configValue("SELECT reason_id FROM `@`.context WHERE cid = 1"), moving);
    EXPECT_NE(run(master({"deletereason", "-i", moving})).status, 0);
    expectLine(master({"deletereason", "-i", unpaid}), "reason " + unpaid + " deleted");
    EXPECT_NE(run(master({"deletereason", "-i", unpaid})).status, 0);

    expectLine(master({"enablecontext", "-c", "1"}), "context 1 enabled");
    EXPECT_EQ(configValue("SELECT reason_id IS NULL FROM `@`.context WHERE cid = 1"), "1");
    expectLine(master({"deletereason", "-i", moving}), "reason " + moving + " deleted");
    expectLine(master({"disablecontext", "-c", "1"}), "context 1 disabled");
}

}  // namespace
