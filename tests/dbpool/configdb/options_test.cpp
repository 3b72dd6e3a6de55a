#include "dbpool/configdb/options.h"

#include "dbpool/configdb/cluster_key.h"
#include "groupware/base/crypto.h"
#include "groupware/base/error.h"
#include "groupware/base/secret_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>

namespace dbpool::configdb {
namespace {

class SecretFiles : public ::testing::Test {
public:
    ~SecretFiles() override { std::filesystem::remove_all(directory_); }

protected:
    SecretFiles() { std::filesystem::create_directories(directory_); }

    std::filesystem::path directory_ = std::filesystem::temp_directory_path() /
                                       ("yoke-configdb-" + groupware::crypto::toHex(groupware::crypto::randomBytes(8)));
};

TEST(DatabaseUrl, TakesHostHostAndPortOrAWholeUrl) {
    EXPECT_EQ(parseDatabaseUrl("10.20.30.217").text(), "mysql://10.20.30.217:3306");
    EXPECT_EQ(parseDatabaseUrl("db.example.com:3307").text(), "mysql://db.example.com:3307");
    EXPECT_EQ(parseDatabaseUrl("mysql://localhost/configdb").text(), "mysql://localhost:3306/configdb");
    EXPECT_EQ(parseDatabaseUrl("mysql://[::1]:3308/configdb").text(), "mysql://[::1]:3308/configdb");
    EXPECT_EQ(parseDatabaseUrl("[::1]").host, "::1");
}

TEST(DatabaseUrl, SeveralServersShareASchema) {
    const auto servers = parseDatabaseUrls("mysql://a,b:3307,[::1]/configdb");
    ASSERT_EQ(servers.size(), 3U);
    EXPECT_EQ(servers[1].host, "b");
    EXPECT_EQ(servers[1].port, 3307);
    EXPECT_EQ(servers[2].schema, "configdb");
    EXPECT_EQ(textOf(servers), "mysql://a:3306,b:3307,[::1]:3306/configdb");
    EXPECT_EQ(parseDatabaseUrls("a,b").size(), 2U);
    for (const char* broken : {"a,", ",a", "a,,b", "a,b:x"})
        EXPECT_THROW((void)parseDatabaseUrls(broken), groupware::Error) << broken;
    EXPECT_THROW((void)parseDatabaseUrl("a,b"), groupware::Error) << "one is wanted";
}

TEST_F(SecretFiles, AServerThatBothUrlsNameIsThereOnce) {
    groupware::writeSecretFile(directory_ / "password", "secret");
    const groupware::Configuration configuration(options(), {{"readUrl", "mysql://c,b/configdb"},
                                                             {"writeUrl", "mysql://a,b/configdb"},
                                                             {"configdb.passwordFile", directory_ / "password"}});
    std::string hosts;
    for (const Endpoint& server : location(configuration).servers) hosts += server.host;
    EXPECT_EQ(hosts, "abc");
}

TEST(DatabaseUrl, RefusesWhatIsNoAddress) {
    for (const char* broken : {"", ":3306", "host:", "host:0", "host:65536", "host:33x", "user@host", "[::1", "a b"}) {
        EXPECT_THROW((void)parseDatabaseUrl(broken), groupware::Error) << broken;
    }
}

TEST_F(SecretFiles, TheClusterKeyFileHoldsHex) {
    const std::string key = createClusterKey();
    writeClusterKeyFile(directory_ / "cluster.key", key);
    EXPECT_EQ(readClusterKeyFile(directory_ / "cluster.key"), key);
    groupware::writeSecretFile(directory_ / "cluster.key", "abcd");
    EXPECT_THROW((void)readClusterKeyFile(directory_ / "cluster.key"), groupware::Error);
}

TEST(ClusterKey, OpensWithThePasswordItWasWrappedWithOnly) {
    const std::string key = createClusterKey();
    ASSERT_EQ(key.size(), kClusterKeyBytes);
    const WrappedKey wrapped = wrapClusterKey(key, "secret");
    EXPECT_EQ(unwrapClusterKey(wrapped, "secret"), key);
    try {
        (void)unwrapClusterKey(wrapped, "Secret");
        FAIL() << "opened with another password";
    } catch (const groupware::Error& error) {
        EXPECT_EQ(error.code(), groupware::ErrorCode::NotAuthenticated);
    }
}

TEST_F(SecretFiles, TheLocationFollowsTheOptions) {
    groupware::writeSecretFile(directory_ / "password", "secret");
    const groupware::Configuration configuration(options(), {{"readUrl", "mysql://replica:3307/configdb"},
                                                             {"writeUrl", "mysql://master/configdb"},
                                                             {"configdb.user", "ox"},
                                                             {"configdb.passwordFile", directory_ / "password"}});
    const Location found = location(configuration);
    EXPECT_EQ(found.schema, "configdb");
    ASSERT_EQ(found.servers.size(), 2U);
    EXPECT_EQ(found.servers[0].host, "master");
    EXPECT_EQ(found.servers[0].port, 3306);
    EXPECT_EQ(found.servers[0].user, "ox");
    EXPECT_EQ(found.servers[0].password, "secret");
    EXPECT_EQ(found.servers[1].host, "replica");
    EXPECT_EQ(found.servers[1].port, 3307);
}

TEST_F(SecretFiles, TlsConcernsBothServersAndAClientCertificateIsWhole) {
    groupware::writeSecretFile(directory_ / "password", "secret");
    const auto located = [&](const std::map<std::string, std::string>& tls) {
        std::map<std::string, std::string> values{{"readUrl", "mysql://replica/configdb"},
                                                  {"writeUrl", "mysql://master/configdb"},
                                                  {"configdb.passwordFile", directory_ / "password"}};
        values.insert(tls.begin(), tls.end());
        return location(groupware::Configuration(options(), values));
    };
    const std::map<std::string, std::string> whole{{"configdb.tlsCaFile", "/ca.pem"},
                                                   {"configdb.tlsVerifyName", "false"},
                                                   {"configdb.tlsCertificateFile", "/node.pem"},
                                                   {"configdb.tlsKeyFile", "/node.key"}};
    const Location found = located(whole);
    for (const auto& endpoint : found.servers) {
        EXPECT_EQ(endpoint.tlsCaFile, "/ca.pem");
        EXPECT_FALSE(endpoint.tlsVerifyName);
        EXPECT_EQ(endpoint.tlsCertificateFile, "/node.pem");
        EXPECT_EQ(endpoint.tlsKeyFile, "/node.key");
    }
    EXPECT_TRUE(located({{"configdb.tlsCaFile", "/ca.pem"}}).servers.front().tlsVerifyName);
    for (const char* missing : {"configdb.tlsCaFile", "configdb.tlsKeyFile"}) {
        auto half = whole;
        half.erase(missing);
        EXPECT_THROW((void)located(half), groupware::Error) << missing;
    }
}

}  // namespace
}  // namespace dbpool::configdb
