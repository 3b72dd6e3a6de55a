#pragma once

#include "admin/archive/archive_reader.h"
#include "admin/archive/archive_writer.h"
#include "groupware/base/crypto.h"
#include "tests/admin/support/provisioning.h"

#include <filesystem>
#include <fstream>
#include <iomanip>
#include <map>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace test {

/// Context 1 with users, a group, a resource, quotas and documents, and what becomes of it in archives.
class ArchiveTest : public Provisioning {
protected:
    using Files = std::map<std::string, std::string>;
    using Entries = std::vector<std::pair<std::string, std::string>>;

    void SetUp() override {
        prepare();
        expectLine(createContext(1, "defaultcontext"), "context 1 created");
        expectLine(createUser("anna"), "user 3 in context 1 created");
        expectLine(createUser("bert"), "user 4 in context 1 created");
    }

    void execute(const std::string& sql) const { servers().master().execute(sql); }
    [[nodiscard]] std::string value(const std::string& sql) const { return servers().master().value(sql); }
    /// `schema`.table of a context's rows.
    [[nodiscard]] std::string table(int context, const std::string& name) const {
        return "`" +
               configValue("SELECT db_schema FROM `@`.context_server2db_pool WHERE cid = " + std::to_string(context)) +
               "`." + name;
    }
    [[nodiscard]] std::string annasFiles(int context = 1) const {
        return value("SELECT id FROM " + table(context, "folder") + " WHERE cid = " + std::to_string(context) +
                     " AND owner = 3 AND standard = 8");
    }
    [[nodiscard]] std::filesystem::path storeOf(int context) const {
        return filestoreDirectory() / (std::to_string(context) + "_ctx_store");
    }
    [[nodiscard]] static std::string keyOf(int number) {
        std::ostringstream hex;
        hex << std::hex << std::setw(32) << std::setfill('0') << number;
        return "hashed/00/00/00/" + hex.str();
    }

    /// A document of Anna's with these versions, as a node would have left it.
    void addDocument(int id, const std::string& name, const std::vector<std::string>& versions) const {
        const auto count = std::to_string(versions.size());
        execute("INSERT INTO " + table(1, "document") +
                " (cid, id, folder, filename, title, description, url, categories, current_version, last_version, "
                "version_count, created_by, created_at, changed_by, modified, created_seq, seq) VALUES (1, " +
                std::to_string(id) + ", " + annasFiles() + ", '" + name + "', '" + name + "', 'text', '', 'a,b', " +
                count + ", " + count + ", " + count + ", 3, 1700000000000, 4, 1700000001000, 1, 1)");
        execute("INSERT INTO " + table(1, "ctx_sequence") + " (cid, kind, id) VALUES (1, 'document', " +
                std::to_string(id) + ") ON DUPLICATE KEY UPDATE id = VALUES(id)");
        int version = 0;
        for (const auto& octets : versions) addVersion(id, name, ++version, octets);
        execute("UPDATE " + table(1, "object_quota") + " SET used = used + 1 WHERE cid = 1 AND module = 3");
    }
    void addVersion(int id, const std::string& name, int version, const std::string& octets) const {
        const auto key = keyOf(id * 10 + version);
        std::filesystem::create_directories((storeOf(1) / key).parent_path());
        std::ofstream(storeOf(1) / key, std::ios::binary) << octets;
        const auto sha256 = groupware::crypto::toHex(groupware::crypto::sha256(octets));
        execute("INSERT INTO " + table(1, "document_version") + " VALUES (1, " + std::to_string(id) + ", " +
                std::to_string(version) + ", '" + key + "', " + std::to_string(octets.size()) + ", UNHEX('" + sha256 +
                "'), UNHEX(MD5('x')), 'text/plain', '" + name + "', 'why', 3, 1700000000000)");
        execute("UPDATE " + table(1, "filestore_usage") + " SET used = used + " + std::to_string(octets.size()) +
                " WHERE cid = 1");
    }

    [[nodiscard]] std::string file(const std::string& name) const { return (directory() / name).string(); }
    /// Rows that no node wrote have no seq by which a replica knows that it lacks them.
    [[nodiscard]] ToolResult exported(int context, const std::string& name) const {
        servers().waitForReplica();
        return run(master({"exportcontext", "-c", std::to_string(context), "--file", file(name)}));
    }
    [[nodiscard]] ToolResult imported(const std::string& name, std::vector<std::string> more = {"--as", "2"}) const {
        std::vector<std::string> command{"importcontext", "--file", file(name)};
        command.insert(command.end(), more.begin(), more.end());
        return run(master(command));
    }

    [[nodiscard]] static std::string contentsOf(const std::string& path) {
        std::ifstream in(path, std::ios::binary);
        std::ostringstream text;
        text << in.rdbuf();
        return text.str();
    }
    /// Every entry but the sums, which are checked.
    [[nodiscard]] Files entriesOf(const std::string& name) const {
        const auto octets = contentsOf(file(name));
        std::size_t at = 0;
        admin::archive::ArchiveReader reader(
            [&](std::span<char> into) {
                const auto count = octets.copy(into.data(), into.size(), at);
                at += count;
                return count;
            },
            {.entries = 10'000, .octets = std::int64_t{1} << 30U});
        Files files;
        while (const auto entry = reader.next()) files[entry->path] = reader.text(1 << 20);
        return files;
    }
    /// An archive of these entries in this order, with sums that are right.
    void writeArchive(const std::string& name, const Entries& entries) const {
        std::ofstream out(file(name), std::ios::binary);
        admin::archive::ArchiveWriter writer([&](std::string_view octets) { out << octets; }, {});
        for (const auto& [path, contents] : entries) writer.add(path, contents);
        writer.finish();
    }
    /// The entries of a good archive in an order that can be imported.
    [[nodiscard]] Entries goodEntries() const {
        auto files = entriesOf("good");
        Entries entries;
        const auto take = [&](const std::string& prefix) {
            for (auto entry = files.begin(); entry != files.end();) {
                if (!entry->first.starts_with(prefix)) {
                    ++entry;
                    continue;
                }
                entries.emplace_back(*entry);
                entry = files.erase(entry);
            }
        };
        take("manifest.json");
        take("principals/users/");
        take("principals/");
        std::map<long, std::string> folders;  // parents have smaller ids here
        for (const auto& [path, text] : files) {
            if (path.starts_with("folders/")) folders[std::stol(path.substr(8))] = path;
        }
        for (const auto& [id, path] : folders) take(path);
        take("files/");
        take("objects/");
        take("summary.json");
        EXPECT_TRUE(files.empty());
        return entries;
    }
    void expectNothingLeft(int context = 2) const {
        EXPECT_EQ(run(master({"existscontext", "-c", std::to_string(context)})).status, 1);
        EXPECT_EQ(rowsOf(context, "user_account"), 0);
        EXPECT_EQ(rowsOf(context, "ctx_state"), 0);
        EXPECT_FALSE(std::filesystem::exists(storeOf(context)));
    }
};

}  // namespace test
