#include "tests/admin/support/provisioning.h"

#include "tests/support/eventually.h"
#include "tests/support/mariadb_server.h"
#include "tests/support/statement_counter.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <regex>

namespace {

using namespace std::chrono_literals;
using test::Provisioning;

TEST_F(Provisioning, ListsAreTables) {
    prepare();
    expectLine(createContext(1, "defaultcontext,example.com"), "context 1 created");
    expectLine(createUser("anna"), "user 3 in context 1 created");
    EXPECT_EQ(run(master({"listserver"})).out, "Id Name\n 2 oxserver\n");
    EXPECT_EQ(run(master({"listserver", "--csv", "-s", "ox*"})).out, "id,name\n\"2\",\"oxserver\"\n");
    EXPECT_EQ(run(master({"listserver", "-s", "nothing*"})).out, "Id Name\n");
    EXPECT_EQ(run(master({"listcontext"})).out,
              "cid fid fname       enabled qmax qused name lmappings\n"
              "  1   3 1_ctx_store true    1024     0 1    1,defaultcontext,example.com\n");
    EXPECT_EQ(run(master({"listcontext", "-s", "example*", "--csv"})).out,
              "id,filestore_id,filestore_name,enabled,max_quota,used_quota,name,lmappings,attributes\n"
              "\"1\",\"3\",\"1_ctx_store\",\"true\",\"1024\",\"0\",\"1\",\"1,defaultcontext,example.com\",\n");
    EXPECT_EQ(run(contextAdmin({"listuser"})).out,
              "Id Name    Displayname   Email\n"
              " 2 oxadmin Context Admin oxadmin@example.com\n"
              " 3 anna    anna display  anna@example.com\n");
    EXPECT_EQ(run(contextAdmin({"listuser", "-i", "-s", "AN*"})).out,
              "Id Name Displayname  Email\n 3 anna anna display anna@example.com\n");
    const auto databases = run(master({"listdatabase"}));
    const std::string pad(masterHost().size() - std::string("hostname").size(), ' ');
    const std::string gap(name().size() + std::string("db_slave").size() - std::string("name").size(), ' ');
    EXPECT_EQ(databases.out,
              "id name" + gap + " hostname" + pad +
                  " master mid maxctx curctx hlimit max inital durability actual       operator migration\n" + " 4 " +
                  name() + "db       " + masterHost() +
                  " true     0   1000      1 true   100      0 available  asynchronous\n" + " 6 " + name() +
                  "db_slave " + replicaHost() +
                  " false    4   1000      1 true   100      0 available  asynchronous\n");
    const auto stores = run(master({"listfilestore"}));
    EXPECT_TRUE(stores.out.starts_with("id path")) << stores.out;
    EXPECT_TRUE(run(master({"listserver", "--json"})).out.find("\"oxserver\"") != std::string::npos);
}

TEST_F(Provisioning, AUsersLife) {
    prepare();
    expectLine(createContext(1, "defaultcontext"), "context 1 created");
    expectLine(createUser("anna"), "user 3 in context 1 created");
    expectLine(createUser("bert"), "user 4 in context 1 created");
    EXPECT_EQ(run(contextAdmin({"existsuser", "-u", "anna"})).out, "User anna in context 1 exists\n");
    expectLine(contextAdmin({"changeuser", "-u", "anna", "-e", "new@example.com", "-d", "Anna"}),
               "user 3 in context 1 changed");
    EXPECT_EQ(run(contextAdmin({"listuser", "-s", "anna"})).out,
              "Id Name Displayname Email\n 3 anna Anna        new@example.com\n");
    EXPECT_EQ(run(contextAdmin({"changeuser", "-i", "9", "-d", "X"})).status, 108);
    expectLine(contextAdmin({"changeuser", "-u", "anna", "--timezone", "Asia/Kathmandu"}),
               "user 3 in context 1 changed");
    EXPECT_EQ(run(contextAdmin({"changeuser", "-u", "anna", "--timezone", "Asia/Atlantis"})).err,
              "user anna in context 1 could not be changed: Server response: No such time zone \"Asia/Atlantis\"\n");
    auto stranger = createUser("dora");
    stranger.insert(stranger.end(), {"--timezone", "Asia/Atlantis"});
    EXPECT_EQ(run(stranger).status, 103);
    expectLine(contextAdmin({"deleteuser", "-i", "3"}), "user 3 in context 1 deleted");
    const auto gone = run(contextAdmin({"existsuser", "-i", "3"}));
    EXPECT_EQ(gone.out, "User 3 in context 1 does not exist\n");
    EXPECT_EQ(gone.status, 1);
    EXPECT_EQ(run(contextAdmin({"deleteuser", "-i", "3"})).status, 108);
    EXPECT_EQ(run(contextAdmin({"deleteuser", "-i", "2"})).status, 103) << "the administrator stays";
    expectLine(createUser("carl"), "user 5 in context 1 created");  // ids are not used twice
}

TEST_F(Provisioning, AContextsLife) {
    prepare();
    expectLine(createContext(1, "defaultcontext"), "context 1 created");
    expectLine(createContext(2, "second"), "context 2 created");
    auto elsewhere = createContext(3, "third");
    elsewhere.insert(elsewhere.end(), {"--timezone", "Asia/Atlantis"});
    EXPECT_EQ(run(elsewhere).status, 103);
    EXPECT_EQ(run(createContext(3, "second")).status, 103) << "a mapping belongs to one context";
    for (const char* id : {"0", "-1", "4294967296", "4294967297", "9223372036854775807"}) {
        auto command = createContext(3, "third");
        *std::find(command.begin(), command.end(), "3") = id;
        EXPECT_EQ(run(command).status, 103) << id;
    }
    EXPECT_EQ(configValue("SELECT COUNT(*) FROM `@`.context"), "2");
    expectLine(master({"changecontext", "-c", "2", "-N", "acme", "-q", "2048", "-L", "acme.com", "-R", "second"}),
               "context 2 changed");
    EXPECT_EQ(run(master({"listcontext", "-s", "acme"})).out,
              "cid fid fname       enabled qmax qused name lmappings\n"
              "  2   3 2_ctx_store true    2048     0 acme 2,acme.com\n");
    EXPECT_EQ(run(master({"changecontext", "-c", "2", "-R", "2"})).status, 103) << "the id is always a mapping";
    expectLine(master({"disablecontext", "-N", "acme"}), "context 2 disabled");
    EXPECT_EQ(configValue("SELECT enabled FROM `@`.context WHERE cid = 2"), "0");
    const auto refused = run({"createuser", "-c", "2", "-A", "oxadmin", "-P", "secret", "-u", "anna", "-d", "Anna",
                              "-g", "A", "-s", "A", "-p", "secret", "-e", "anna@example.com"});
    EXPECT_EQ(refused.err, "user in context 2 could not be created: Server response: Context 2 is disabled\n");
    EXPECT_EQ(refused.status, 103);
    expectLine(master({"enablecontext", "-c", "2"}), "context 2 enabled");
    EXPECT_EQ(run({"listuser", "-c", "2", "-A", "oxadmin", "-P", "secret"}).status, 0);
    EXPECT_EQ(run(master({"existscontext", "-c", "2"})).out, "Context 2 exists\n");
    expectLine(master({"deletecontext", "-c", "2"}), "context 2 deleted");
    const auto gone = run(master({"existscontext", "-c", "2"}));
    EXPECT_EQ(gone.out, "Context 2 does not exist\n");
    EXPECT_EQ(gone.status, 1);
    EXPECT_EQ(run(master({"deletecontext", "-c", "2"})).status, 102);
    EXPECT_EQ(rowsOf(2, "user_account"), 0);
    EXPECT_EQ(rowsOf(1, "user_account"), 1) << "the neighbour in the schema stays";
}

TEST_F(Provisioning, AnIdThatIsUsedAgainDoesNotTakeTheTokensOfTheContextBefore) {
    prepare();
    const auto epoch = [this] {
        return std::stoll(configValue("SELECT epoch FROM `@`.context_server2db_pool WHERE cid = 3"));
    };
    expectLine(createContext(3, "third"), "context 3 created");
    const auto before = epoch();
    expectLine(master({"deletecontext", "-c", "3"}), "context 3 deleted");
    expectLine(createContext(3, "third"), "context 3 created");
    EXPECT_GT(epoch(), before);
}

TEST_F(Provisioning, TheHighestContextIdThatSessionsCanNameWorks) {
    prepare();
    auto command = createContext(3, "third");
    *std::find(command.begin(), command.end(), "3") = "4294967295";
    expectLine(command, "context 4294967295 created");
    EXPECT_EQ(run({"listuser", "-c", "4294967295", "-A", "oxadmin", "-P", "secret"}).status, 0);
    expectLine(master({"deletecontext", "-c", "4294967295"}), "context 4294967295 deleted");
}

TEST_F(Provisioning, TheDaemonsLogIsNotTheNodes) {
    installNode();
    std::ofstream(configDirectory() / "node.d" / "zz.properties")
        << "log.file=" << (directory() / "node.log").string() << "\n"
        << "admin.logFile=" << (directory() / "admin.log").string() << "\n";
    startDaemon();
    stopDaemon();
    std::ifstream file(directory() / "admin.log");
    const std::string text(std::istreambuf_iterator<char>(file), {});
    EXPECT_NE(text.find("admin.started"), std::string::npos) << text;
    EXPECT_FALSE(std::filesystem::exists(directory() / "node.log"));
}

TEST_F(Provisioning, AListAsksEachSchemaOnce) {
    prepare();  // two contexts per schema
    for (int id = 1; id <= 4; ++id) {
        expectLine(createContext(id, "mapping" + std::to_string(id)), "context " + std::to_string(id) + " created");
    }
    const test::StatementCounter counter(servers().master(), "%", "openexchange");
    const auto statementsOf = [&](const std::string& list, const std::string& table) {
        const auto lists = [&] {
            const auto listed = run(master({list}));
            EXPECT_EQ(listed.status, 0) << listed.err;
        };
        return counter.statements(lists, "SELECT%FROM " + table + "%");
    };
    EXPECT_EQ(statementsOf("listcontext", "filestore_usage"), 2) << "four contexts in two schemas";
    EXPECT_EQ(statementsOf("listfilestore", "filestore_usage"), 2);
    EXPECT_EQ(statementsOf("listcontext", "login2context"), 2) << "one for the contexts, one for all their names";
}

TEST_F(Provisioning, ADatabaseChangeIsTriedBeforeItIsStored) {
    prepare();
    expectLine(createContext(1, "defaultcontext"), "context 1 created");
    const auto stored = [&] {
        return configValue("SELECT CONCAT(url, ' ', login, ' ', HEX(password)) FROM `@`.db_pool WHERE db_pool_id = 4");
    };
    const std::string before = stored();
    for (const std::vector<std::string>& mistake :
         {std::vector<std::string>{"--dbpasswd", "misspelt"}, {"--dbuser", "nobody"}, {"--hostname", "127.0.0.1:1"}}) {
        auto command = master({"changedatabase", "-i", "4"});
        command.insert(command.end(), mistake.begin(), mistake.end());
        const auto refused = run(command);
        EXPECT_EQ(refused.status, 106) << mistake.front();
        EXPECT_EQ(refused.err.find("misspelt"), std::string::npos) << refused.err;
        EXPECT_EQ(stored(), before) << mistake.front();
    }
    EXPECT_EQ(run({"listuser", "-c", "1", "-A", "oxadmin", "-P", "secret"}).status, 0) << "contexts are still served";
    const auto right = run(master({"changedatabase", "-i", "4", "--dbpasswd", "secret"}));
    EXPECT_EQ(right.out, "database 4 changed\n");
    EXPECT_TRUE(right.err.starts_with("Warning: ")) << right.err;
    EXPECT_EQ(run(master({"changedatabase", "-i", "4", "--dbpasswd", "secret", "--strict-grants"})).status, 103);
    expectLine(master({"changedatabase", "-i", "4", "--dbpasswd", "of tomorrow", "--no-check"}), "database 4 changed");
    EXPECT_NE(stored(), before);
}

TEST_F(Provisioning, ADatabaseIsNotChangedIntoAServerOfAnotherCluster) {
    prepare();
    const test::MariaDbServer stranger;
    stranger.execute("CREATE USER 'openexchange'@'%' IDENTIFIED BY 'secret'");
    stranger.execute("GRANT ALL PRIVILEGES ON *.* TO 'openexchange'@'%'");
    const auto refused =
        run(master({"changedatabase", "-i", "4", "--hostname", "127.0.0.1:" + std::to_string(stranger.port())}));
    EXPECT_EQ(refused.status, 103);
    EXPECT_NE(refused.err.find("without the schema " + name() + "db_0"), std::string::npos) << refused.err;
}

TEST_F(Provisioning, AReplicaInUseGoesWithAWarning) {
    prepare();
    expectLine(createContext(1, "defaultcontext"), "context 1 created");
    const auto gone = run(master({"unregisterdatabase", "-i", "6"}));
    EXPECT_EQ(gone.status, 0) << gone.err;
    EXPECT_EQ(gone.out, "database 6 unregistered\n");
    EXPECT_EQ(gone.err,
              "Warning: running nodes stop using this replica within seconds; stop the server after that "
              "only\n");
    EXPECT_EQ(run({"listuser", "-c", "1", "-A", "oxadmin", "-P", "secret"}).status, 0) << "the master serves alone";
    EXPECT_EQ(run(master({"unregisterdatabase", "-i", "4"})).status, 103) << "a master in use stays";
}

TEST_F(Provisioning, ManyContextsAndUsersComeFromFiles) {
    prepare();
    const auto contexts = directory() / "contexts.csv";
    std::ofstream(contexts) << "contextid,username,displayname,givenname,surname,password,email,quota,addmapping\n"
                            << "1,oxadmin,\"Admin, One\",A,One,secret,one@example.com,10,\"one,uno\"\n"
                            << "2,oxadmin,Admin Two,A,Two,secret,two@example.com,10,one\n"
                            << "3,oxadmin,Admin Three,A,Three,secret,three@example.com,-1,three\n";
    const auto created = run(master({"createcontext", "--csv-import", contexts}));
    EXPECT_EQ(created.out, "context 1 created\ncontext 3 created\n");
    EXPECT_EQ(created.status, 103);
    EXPECT_TRUE(created.err.starts_with("line 3: context 2 could not be created: Server response: ")) << created.err;
    EXPECT_TRUE(created.err.ends_with("1 of 3 lines failed\n")) << created.err;
    EXPECT_EQ(configValue("SELECT GROUP_CONCAT(login_info ORDER BY 1) FROM `@`.login2context WHERE cid = 1"),
              "1,one,uno");

    const auto users = directory() / "users.csv";
    std::ofstream(users) << "username,displayname,givenname,surname,password,email,access-webdav\n"
                         << "anna,Anna,A,A,secret,anna@example.com,off\n"
                         << "bert,Bert,B,B,secret,bert@example.com,\n";
    const auto added = run(contextAdmin({"createuser", "--csv-import", users}));
    EXPECT_EQ(added.out, "user 3 in context 1 created\nuser 4 in context 1 created\n") << added.err;
    EXPECT_EQ(added.status, 0);
    EXPECT_EQ(run({"createuser", "-c", "1", "-A", "oxadmin", "-P", "wrong", "--csv-import", users}).status, 101);
}

TEST_F(Provisioning, AManualIsMissedByTheNameOfItsCommand) {
    const auto missing = run({"yoke-cli", "--man", "nosuch"});
    EXPECT_EQ(missing.status, 111);
    EXPECT_EQ(missing.err, "Error: there is no command nosuch; yoke-cli --list names them all\n");
    EXPECT_EQ(run({"yoke-cli", "--man"}).status, 104);
}

TEST_F(Provisioning, TheOneProgramBehindAllToolsNamesThem) {
    const auto usage = run({"yoke-cli", "--help"});
    EXPECT_EQ(usage.status, 0);
    EXPECT_TRUE(
        std::regex_search(usage.out, std::regex("\n  promotedatabase +make another database server the master\n")))
        << usage.out;
    EXPECT_EQ(run({"yoke-cli"}).out, usage.out);
}

TEST_F(Provisioning, ServersFilestoresAndDatabasesChangeAndGo) {
    prepare();
    expectLine(createContext(1, "defaultcontext"), "context 1 created");
    EXPECT_EQ(run(master({"unregisterserver", "-i", "2"})).err,
              "server 2 could not be unregistered: Server response: Server 2 is in use\n");
    EXPECT_EQ(run(master({"unregisterfilestore", "-i", "3"})).status, 103);
    EXPECT_EQ(run(master({"unregisterdatabase", "-i", "4"})).status, 103);
    expectLine(master({"changefilestore", "-i", "3", "-s", "2000", "-x", "7"}), "filestore 3 changed");
    EXPECT_EQ(configValue("SELECT CONCAT(size, ' ', max_context) FROM `@`.filestore"), "2097152000 7");
    expectLine(master({"changedatabase", "-i", "4", "--maxunit", "1", "-w", "50"}), "database 4 changed");
    EXPECT_EQ(configValue("SELECT CONCAT(max_units, ' ', weight) FROM `@`.db_cluster"), "1 50");
    expectLine(master({"changedatabase", "-i", "6", "--weight", "25", "--site", "west"}), "database 6 changed");
    EXPECT_EQ(configValue("SELECT CONCAT(weight, ' ', site) FROM `@`.db_pool WHERE db_pool_id = 6"), "25 west");
    const auto listed = run(master({"listdatabase", "--csv"})).out;
    EXPECT_NE(listed.find(",\"50\",\"25\",\"west\""), std::string::npos) << listed;
    EXPECT_EQ(run(master({"changedatabase", "-i", "6", "--weight", "101"})).err,
              "database 6 could not be changed: Server response: Weight not within range (0-100)\n");
    EXPECT_EQ(run(master({"changedatabase", "-i", "6", "--site", "far west"})).status, 103);
    const auto full = run(createContext(2, "second"));
    EXPECT_EQ(full.status, 106);
    EXPECT_NE(full.err.find("The maximum number of contexts in every database cluster has been reached"),
              std::string::npos)
        << full.err;
    expectLine(master({"changeserver", "-i", "2", "--newname", "cluster"}), "server 2 changed");
    expectLine(master({"deletecontext", "-c", "1"}), "context 1 deleted");
    expectLine(master({"unregisterdatabase", "-n", name() + "db_slave"}), "database 6 unregistered");
    expectLine(master({"unregisterserver", "-n", "cluster"}), "server 2 unregistered");
    expectLine(master({"unregisterfilestore", "-i", "3"}), "filestore 3 unregistered");
}

TEST_F(Provisioning, ContextsCreatedAtOnceFillSchemasAndNeverOverfillThem) {
    prepare();  // two contexts per schema
    constexpr int kContexts = 5;
    std::vector<std::unique_ptr<test::ChildProcess>> calls;
    for (int id = 1; id <= kContexts; ++id) {
        std::vector<std::string> words{"env", "YOKE_CONFIG=" + configDirectory().string()};
        auto command = createContext(id, "mapping" + std::to_string(id));
        command.front() = (std::filesystem::canonical("/proc/self/exe").parent_path() / command.front()).string();
        words.insert(words.end(), command.begin(), command.end());
        calls.push_back(std::make_unique<test::ChildProcess>(words, directory() / "calls"));
    }
    for (const auto& call : calls) {
        const int status = call->wait();
        std::ifstream said(directory() / "calls");
        EXPECT_EQ(status, 0) << std::string(std::istreambuf_iterator<char>(said), {});
    }
    EXPECT_EQ(configValue("SELECT COUNT(*) FROM `@`.context WHERE state = 'active'"), "5");
    EXPECT_EQ(configValue("SELECT MAX(count) FROM `@`.contexts_per_dbschema"), "2");
    EXPECT_EQ(configValue("SELECT SUM(count) FROM `@`.contexts_per_dbschema"), "5");
    EXPECT_EQ(configValue("SELECT count FROM `@`.contexts_per_dbpool"), "5");
    EXPECT_EQ(configValue("SELECT COUNT(*) FROM `@`.contexts_per_dbschema"), "3");
}

TEST_F(Provisioning, AnAccountThatWritesThroughReadOnlyIsWarnedAboutAndRefusedOnRequest) {
    installNode();
    startDaemon();
    const auto command = master({"registerdatabase", "--name", name() + "db", "--hostname", masterHost(), "--dbuser",
                                 "openexchange", "--dbpasswd", "secret", "--master", "true"});
    auto strict = command;
    strict.emplace_back("--strict-grants");
    EXPECT_EQ(run(strict).status, 103);
    const auto accepted = run(command);
    EXPECT_EQ(accepted.out, "database 2 registered\n");
    EXPECT_TRUE(accepted.err.starts_with("Warning: ")) << accepted.err;
    const auto wrong = run(master({"registerdatabase", "--name", name() + "x", "--hostname", masterHost(), "--dbuser",
                                   "openexchange", "--dbpasswd", "wrong", "--master", "true"}));
    EXPECT_EQ(wrong.status, 106);
    EXPECT_EQ(wrong.err.find("wrong"), std::string::npos) << "no secret in a message";
}

TEST_F(Provisioning, TheAccountOfTheConfigDbCanBeCreatedToo) {
    const auto root = servers().master().administrator();
    expectLine({"initconfigdb", "--configdb-user=" + name() + "'user", "--configdb-pass=it's",
                "--configdb-host=" + masterHost(), "--configdb-dbname=" + name(), "-a",
                "--mysql-root-user=" + root.user, "--mysql-root-passwd=" + root.password},
               "initializing configdb from scratch... done");
    EXPECT_EQ(configValue("SELECT COUNT(*) FROM `@`.cluster_key"), "1");
}

TEST_F(Provisioning, OxInstallerRefusesUnknownOptionsAndTakesThoseOfLaterVersions) {
    installNode();
    const std::vector<std::string> call{"oxinstaller",
                                        "--servername=oxserver",
                                        "--configdb-readhost=" + masterHost(),
                                        "--configdb-pass=secret",
                                        "--configdb-dbname=" + name(),
                                        "--jkroute=OX-2"};
    auto later = call;
    later.insert(later.end(), {"--servermemory=1024", "--no-license", "--maxSession=5", "--NRSessionContainers=4"});
    const auto accepted = run(later);
    EXPECT_EQ(accepted.status, 0) << accepted.err;
    EXPECT_NE(accepted.out.find("option NRSessionContainers is deprecated"), std::string::npos);
    auto unknown = call;
    unknown.emplace_back("--no-such-option");
    EXPECT_EQ(run(unknown).status, 111);
    auto wrongPassword = call;
    wrongPassword[3] = "--configdb-pass=wrong";
    EXPECT_EQ(run(wrongPassword).status, 106);
    startDaemon();  // the configuration that was written twice serves
    EXPECT_EQ(run(master({"listserver"})).status, 0);
}

TEST_F(Provisioning, TheDaemonListensOnLoopbackOnly) {
    installNode();
    std::ofstream(configDirectory() / "node.d" / "zz.properties") << "admin.address=0.0.0.0\n";
    test::ChildProcess refused({(std::filesystem::canonical("/proc/self/exe").parent_path() / "yoke-admin").string(),
                                "--config-dir", configDirectory().string()},
                               directory() / "refused.log");
    EXPECT_EQ(refused.wait(), 1);
}

TEST_F(Provisioning, TwoCallsForOneContextMakeOneAndTellTheOther) {
    prepare();
    std::vector<std::unique_ptr<test::ChildProcess>> calls;
    for (int i = 0; i < 2; ++i) {
        std::vector<std::string> words{"env", "YOKE_CONFIG=" + configDirectory().string()};
        auto command = createContext(1, "defaultcontext");
        command.front() = (std::filesystem::canonical("/proc/self/exe").parent_path() / command.front()).string();
        words.insert(words.end(), command.begin(), command.end());
        calls.push_back(std::make_unique<test::ChildProcess>(words, directory() / "calls"));
    }
    std::vector<int> statuses{calls[0]->wait(), calls[1]->wait()};
    std::sort(statuses.begin(), statuses.end());
    EXPECT_EQ(statuses, (std::vector<int>{0, 110}));
    EXPECT_EQ(rowsOf(1, "user_account"), 1);
}

TEST_F(Provisioning, APasswordOnTheCommandLineLeavesTheProcessList) {
    installNode();
    const auto tool = std::filesystem::canonical("/proc/self/exe").parent_path() / "registerserver";
    test::ChildProcess waiting({"env", "YOKE_CONFIG=" + configDirectory().string(), tool.string(), "-n", "x", "-A",
                                "oxadminmaster", "-P", "unforgettable", "--wait", "30"},
                               directory() / "waiting");
    const auto words = [&] {
        std::ifstream file("/proc/" + std::to_string(waiting.pid()) + "/cmdline");
        return std::string(std::istreambuf_iterator<char>(file), {});
    };
    EXPECT_TRUE(test::eventually(10s, [&] {
        const std::string now = words();
        return now.find("registerserver") != std::string::npos && now.find("unforgettable") == std::string::npos;
    })) << words();
}

}  // namespace
